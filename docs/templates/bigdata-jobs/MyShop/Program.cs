using BigData.Hosting;
using MyShop;

return await BigDataApp.RunAsync(args, typeof(Orders).Assembly);
