// The prior "fashion-zerofilled-0.8": what becomes of a prior that takes images with 80 % of their
// pixels missing for whole ones. It is a warning and a baseline, not a prior to be used.
// Run it with   ./sfumato eval datasets/recipes/fashion-zerofilled-0.8.jsh
// It takes about 15 minutes on one core with bfloat16; if it is stopped, run it again and it goes on.
var y = missing(0.8).apply(dataset("fashion").train());
var fit = train(unet(32, 1).channels(32, 64, 64).attention(8))
    .on(y.preview())
    .minimise(denoising())
    .mixed()
    .steps(3600).batch(16).rate(0.002).ema(4000).seed(0)
    .checkpoint("fashion-zerofilled-0.8.state").resume()
    .fit();
fit.half().save("fashion-zerofilled-0.8.safetensors");
fit
