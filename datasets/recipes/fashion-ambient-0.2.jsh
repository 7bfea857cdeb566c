// The prior "fashion-ambient-0.2": clothing at 32×32, learnt from images with 20 % of their pixels missing
// and from nothing else (Ambient Diffusion, Daras et al. 2023).
// Run it with   ./sfumato eval datasets/recipes/fashion-ambient-0.2.jsh
// It takes about 15 minutes on one core with bfloat16; if it is stopped, run it again and it goes on.
var A = missing(0.2);
var fit = train(unet(32, 1).channels(32, 64, 64).attention(8))
    .on(A.apply(dataset("fashion").train()))
    .minimise(ambient(A, A.further(0.1)).levels(-1.5, 1.5))
    .mixed()
    .steps(3600).batch(16).rate(0.002).ema(4000).seed(0)
    .checkpoint("fashion-ambient-0.2.state").resume()
    .fit();
fit.half().save("fashion-ambient-0.2.safetensors");
fit
