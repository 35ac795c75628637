using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Azure.Functions.Worker.Durable;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Timers;
using Microsoft.Azure.Functions.Worker.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>The web application that a functions application runs as.</summary>
static class WorkerWebApplication
{
    /// <summary>Kestrel, console log, and the configuration: host.json, local.settings.json, environment, command line, the later wins.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        IConfigurationRoot arguments = new ConfigurationBuilder().AddCommandLine(args).Build();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = arguments[HostDefaults.ApplicationKey] ?? Assembly.GetEntryAssembly()?.GetName().Name,
            ContentRootPath = arguments[HostDefaults.ContentRootKey] ?? AppContext.BaseDirectory,
            EnvironmentName = arguments[HostDefaults.EnvironmentKey]
                ?? Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT")
                ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
                ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
                ?? Environments.Production,
        });
        HostFiles.AddTo(builder.Configuration, builder.Environment.ContentRootPath);
        builder.Configuration.AddEnvironmentVariables().AddCommandLine(args);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddSimpleConsole();
        builder.WebHost.UseKestrel();
        builder.Services.AddRouting();
        builder.Services.Configure<JsonSerializerOptions>(options => options.PropertyNameCaseInsensitive = true);
        return builder;
    }

    /// <summary>The classes of the application's assembly.</summary>
    /// <exception cref="FileNotFoundException">There is no such assembly.</exception>
    public static IReadOnlyList<Type> FindFunctionTypes(string applicationName) => Assembly.Load(applicationName).GetTypes();

    public static WebApplication Build(
        WebApplicationBuilder builder, IReadOnlyList<Type> functionTypes, FunctionMiddleware middleware, bool usesAspNetCore)
    {
        FunctionCatalog catalog = FunctionCatalog.Load(functionTypes, usesAspNetCore);
        HostSettings settings = HostSettings.From(builder.Configuration);
        IServiceCollection services = builder.Services;
        services.AddSingleton(catalog).AddSingleton(settings).AddSingleton(middleware);
        services.AddSingleton(new HttpRoutes(catalog, settings));
        services.AddSingleton<FunctionPipeline>().AddSingleton<FunctionKeys>().AddSingleton<ManagementAddresses>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Console.Out);
        services.AddHostedService<FunctionListPrinter>();
        if (usesAspNetCore)
            services.AddMvcCore();
        DurableServices.Add(services, builder.Configuration, catalog, settings);
        TimerServices.Add(services, builder.Configuration, catalog);
        builder.WebHost.UseUrls(HostAddress.From(builder.Configuration));

        WebApplication app = builder.Build();
        app.MapHost();
        app.MapFunctions();
        app.MapDurableManagement();
        WarnOfMissingKeys(app.Services, catalog);
        return app;
    }

    static void WarnOfMissingKeys(IServiceProvider services, FunctionCatalog catalog)
    {
        FunctionKeys keys = services.GetRequiredService<FunctionKeys>();
        ILogger logger = services.GetRequiredService<ILogger<FunctionKeys>>();
        foreach (AuthorizationLevel level in catalog.Of(TriggerKind.Http).Select(function => ((HttpTriggerAttribute)function.Trigger).AuthLevel).Distinct())
        {
            if (!keys.IsSet(level))
                FunctionsWorkerLog.KeyMissing(logger, FunctionKeys.SettingOf(level));
        }
    }
}
