// The prior "fashion": clothing at 32×32, trained on the 5,000 training images of the set as they are.
// Run it with   ./sfumato eval datasets/recipes/fashion.jsh
// It takes about 15 minutes on one core with bfloat16; if it is stopped, run it again and it goes on.
var fit = train(unet(32, 1).channels(32, 64, 64).attention(8))
    .on(dataset("fashion").train())
    .minimise(denoising())
    .mixed()
    .steps(3600).batch(16).rate(0.002).ema(4000).seed(0)
    .checkpoint("fashion.state").resume()
    .fit();
fit.half().save("fashion.safetensors");
fit
