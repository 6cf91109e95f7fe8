using System.Globalization;
using BigData.Hosting;
using BigData.Hosting.TestHost;

// The command over the jobs of this program, by a clock that begins at the first argument: what tests kill.
return await BigDataApp.RunAsync(args[1..], [typeof(Sales).Assembly], new ShiftedClock(DateTimeOffset.Parse(args[0], CultureInfo.InvariantCulture)));
