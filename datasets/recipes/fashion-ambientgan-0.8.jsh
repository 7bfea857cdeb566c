// The generator "fashion-ambientgan-0.8": clothing at 32×32, learnt from images with 80 % of their pixels missing
// and from nothing else, by adversarial training (AmbientGAN, Bora, Price and Dimakis 2018).
// Run it with   ./sfumato eval datasets/recipes/fashion-ambientgan-0.8.jsh
// It takes about 8 minutes on one core; if it is stopped, run it again and it goes on.
var A = missing(0.8);
var fit = ambientGan(A)
    .on(A.apply(dataset("fashion").train()))
    .steps(6000).batch(32).rate(0.001).ema(5000).seed(0)
    .checkpoint("fashion-ambientgan-0.8.state").resume()
    .fit();
fit.half().save("fashion-ambientgan-0.8.safetensors");
fit
