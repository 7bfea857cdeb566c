// The prior "midiffusion-t1": T1-weighted axial head slices at 64×64, told about a source by maps of local mutual
// information. It learns from the images of "brain-t1" and begins with its weights; no other contrast is ever seen.
// Run it with   ./sfumato eval datasets/recipes/midiffusion-t1.jsh
// 30,000 images. With maps of 12 bins a step takes some 1.9 times one of brain-t1 (augmented images need both maps
// anew), 75 minutes on one busy core; if it is stopped, run it again and it goes on.
var real = dataset("brainweb/t1").train().and(dataset("colin27/t1").train()).repeated(13);
var phantoms = dataset("phantom/t1").train().first(2048);
var fit = train(unet(64, 1).channels(32, 64, 80, 80).attention(8))
    .on(real.and(phantoms))
    .minimise(lmiDenoising().bins(12).levels(-1, 1.3))
    .from(prior("brain-t1"))
    .augmented().mixed()
    .steps(940).batch(32).rate(0.001).ema(1500).seed(0)
    .checkpoint("midiffusion-t1.state").resume()
    .fit();
fit.half().save("midiffusion-t1.safetensors");
fit
