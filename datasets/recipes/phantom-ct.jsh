// The towers "phantom-ct": CT slices of procedural heads and their reports in one space, aligned as wholes, by words
// and patches, and by prototypes (MGCA's three levels). No label is ever seen. It is the long training of
// notebooks/mgca.ipynb.
// Run it with   ./sfumato eval datasets/recipes/phantom-ct.jsh
// It takes about an hour on one core; if it is stopped, run it again and it goes on.
var fit = train(twoTower(resnet(64), textTransformer(512).length(64)))
    .on(dataset("phantom/ct-reports").withReports().train())
    .minimise(ita().plus(cta().times(0.1)).plus(cpa(64).times(0.1)))
    .steps(7000).batch(64).rate(0.001).warmUp(0.05).augmented().seed(0)
    .checkpoint("phantom-ct.state").resume()
    .fit();
fit.half().save("phantom-ct.safetensors");
fit
