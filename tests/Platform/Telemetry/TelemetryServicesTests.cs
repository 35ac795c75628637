using System.Diagnostics;
using System.Diagnostics.Metrics;
using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Orchestrator.Platform.Telemetry;
using Orchestrator.Tests.Support;

namespace Orchestrator.Platform.Tests.Telemetry;

public sealed class TelemetryServicesTests
{
    const string Insights = "InstrumentationKey=11111111-1111-1111-1111-111111111111;IngestionEndpoint=https://insights.example/";

    [Fact]
    public void AddTelemetry_NoSetting_AddsNothing()
    {
        var services = new ServiceCollection();

        Assert.Null(services.AddTelemetry(Configuration(("APPLICATIONINSIGHTS_CONNECTION_STRING", "")), "host"));

        Assert.Empty(services);
    }

    [Fact]
    public async Task AddTelemetry_OtlpEndpoint_ReceivesTracesMetricsAndLogs()
    {
        using var source = new ActivitySource("Orchestrator.Sample");
        using var meter = new Meter("Orchestrator.Sample");
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        await using (ServiceProvider provider = Build([.. receiver.Settings]))
        {
            using (Activity? span = source.StartActivity("sample-span"))
            {
                Assert.NotNull(span);
                provider.GetRequiredService<ILoggerFactory>().CreateLogger("Sample").LogInformation("waits {Waiting:F0} s", 3.2);
            }

            meter.CreateCounter<int>("sample-counter").Add(1);
            Flush(provider);
        }

        Assert.Contains("sample-span", receiver.Of("traces"), StringComparison.Ordinal);
        Assert.Contains("sample-counter", receiver.Of("metrics"), StringComparison.Ordinal);
        Assert.Contains("waits 3 s", receiver.Of("logs"), StringComparison.Ordinal);
        Assert.All((string[])["traces", "metrics", "logs"], signal => Assert.Contains("host", receiver.Of(signal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddTelemetry_FrameworksChatter_IsNotSent()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        await using ServiceProvider provider = Build([.. receiver.Settings]);
        ILoggerFactory loggers = provider.GetRequiredService<ILoggerFactory>();

        loggers.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics").LogInformation("chatter");
        loggers.CreateLogger("Npgsql.Command").LogWarning("trouble");
        Flush(provider);

        Assert.DoesNotContain("chatter", receiver.Of("logs"), StringComparison.Ordinal);
        Assert.Contains("trouble", receiver.Of("logs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ClientId=1;Authorization=AAD", true)]
    [InlineData("", false)]
    public async Task AddTelemetry_Insights_TakesTheIdentityWhereItIsTold(string authentication, bool takesIdentity)
    {
        await using ServiceProvider provider = Build(
            ("APPLICATIONINSIGHTS_CONNECTION_STRING", Insights), ("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", authentication));

        AzureMonitorExporterOptions options = provider.GetRequiredService<IOptions<AzureMonitorExporterOptions>>().Value;

        Assert.Equal(Insights, options.ConnectionString);
        Assert.Equal(takesIdentity ? provider.GetRequiredService<TokenCredential>() : null, options.Credential);
        Assert.False(options.EnableTraceBasedLogsSampler);
        Assert.NotNull(provider.GetService<TracerProvider>());
        Assert.NotNull(provider.GetService<MeterProvider>());
        Assert.NotNull(provider.GetService<LoggerProvider>());
    }

    [Theory]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "secret-words")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "secret-words")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "ftp://secret-words")]
    public void AddTelemetry_MalformedSetting_IsNamedAndNotRepeated(string name, string value)
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => new ServiceCollection().AddTelemetry(Configuration((name, value)), "host"));

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-words", error.Message, StringComparison.Ordinal);
    }

    static ServiceProvider Build(params (string Name, string Value)[] settings)
    {
        IConfiguration configuration = Configuration(settings);
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(configuration).AddSingleton<TokenCredential>(new StandInCredential(() => default));
        services.AddTelemetry(configuration, "host");
        ServiceProvider provider = services.BuildServiceProvider();
        _ = (provider.GetService<TracerProvider>(), provider.GetService<MeterProvider>());
        return provider;
    }

    static void Flush(ServiceProvider provider)
    {
        Assert.True(provider.GetRequiredService<TracerProvider>().ForceFlush());
        Assert.True(provider.GetRequiredService<MeterProvider>().ForceFlush());
        Assert.True(provider.GetRequiredService<LoggerProvider>().ForceFlush());
    }

    static IConfiguration Configuration(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
        .Build();
}
