// The prior "brain-t1": T1-weighted axial head slices at 64×64, real and procedural, training blocks only.
// Run it with   ./sfumato eval datasets/recipes/brain-t1.jsh
// It takes about 75 minutes on one core with bfloat16 (AVX-512 BF16), longer without; if it is stopped,
// add .from("brain-t1.state") before .fit() and it goes on where it was.
var real = dataset("brainweb/t1").train().and(dataset("colin27/t1").train()).repeated(13);
var phantoms = dataset("phantom/t1").train().first(2048);
var fit = train(unet(64, 1).channels(32, 64, 80, 80).attention(8))
    .on(real.and(phantoms))
    .minimise(denoising().levels(-1, 1.3))
    .augmented().mixed()
    .steps(2400).batch(32).rate(0.0015).ema(1500).seed(0)
    .checkpoint("brain-t1.state")
    .fit();
fit.save("brain-t1.safetensors");
fit
