// The prior "fashion-ambient-0.8-short": clothing at 32×32, learnt from images with 80 % of their pixels missing
// and from nothing else (Ambient Diffusion, Daras et al. 2023), in a training as long as that of the priors at 0,
// 20 and 50 %: it is there to be compared with them. "fashion-ambient-0.8" learnt six times as long.
// Run it with   ./sfumato eval datasets/recipes/fashion-ambient-0.8-short.jsh
// It takes about 15 minutes on one core with bfloat16; if it is stopped, run it again and it goes on.
var A = missing(0.8);
var fit = train(unet(32, 1).channels(32, 64, 64).attention(8))
    .on(A.apply(dataset("fashion").train()))
    .minimise(ambient(A, A.further(0.3)).levels(-1.5, 1.5))
    .mixed()
    .steps(3600).batch(16).rate(0.002).ema(4000).seed(0)
    .checkpoint("fashion-ambient-0.8-short.state").resume()
    .fit();
fit.half().save("fashion-ambient-0.8-short.safetensors");
fit
