using Xunit.Sdk;
using Xunit.v3;

// Cells write to the console, and runs work in a folder: both belong to the process.
[assembly: Parallelization(Mode = ParallelMode.None)]
