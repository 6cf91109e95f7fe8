[assembly: CollectionBehavior(DisableTestParallelization = true)] // Cells write to the console, and runs work in a folder: both belong to the process.
