using BigData.Hosting;

return await BigDataApp.RunAsync(args, typeof(BigData.Jobs.SilverOrderLines).Assembly);
