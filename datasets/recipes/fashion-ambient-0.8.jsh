// The prior "fashion-ambient-0.8": clothing at 32×32, learnt from images with 80 % of their pixels missing
// and from nothing else (Ambient Diffusion, Daras et al. 2023). It is learnt in two runs: the second goes on
// from the first with larger batches.
// Run it with   ./sfumato eval datasets/recipes/fashion-ambient-0.8.jsh
// It takes about 90 minutes on one core with bfloat16; if it is stopped, run it again and it goes on.
var A = missing(0.8);
var learnt = train(unet(32, 1).channels(32, 64, 64).attention(8))
    .on(A.apply(dataset("fashion").train()))
    .minimise(ambient(A, A.further(0.3)).levels(-1.5, 1.5))
    .mixed();
learnt.steps(9600).batch(16).rate(0.002).ema(4000).seed(0)
    .checkpoint("fashion-ambient-0.8-begun.state").resume()
    .fit().save("fashion-ambient-0.8-begun.safetensors");
var fit = learnt.from(checkpoint("fashion-ambient-0.8-begun.safetensors"))
    .steps(6000).batch(32).rate(0.0015).ema(4000).seed(0)
    .checkpoint("fashion-ambient-0.8.state").resume()
    .fit();
fit.half().save("fashion-ambient-0.8.safetensors");
fit
