using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Orchestrator.Platform.Telemetry;

/// <summary>OpenTelemetry for both hosts: traces, metrics and logs to where <see cref="TelemetrySettings"/> says.</summary>
public static class TelemetryServices
{
    /// <summary>Every activity source and meter of ours begins with this.</summary>
    public const string OwnSources = "Orchestrator.*";
    const string Npgsql = "Npgsql";

    static readonly string[] Meters = [OwnSources, Npgsql, "System.Runtime", "System.Net.Http", "Microsoft.AspNetCore.Hosting"];

    /// <summary>Adds nothing at all, listeners included, where no setting says where to send it.</summary>
    /// <param name="serviceName">What this host is called; <c>OTEL_SERVICE_NAME</c> wins.</param>
    /// <returns>For what only one host adds; null: nothing is sent.</returns>
    /// <exception cref="InvalidOperationException">A setting is malformed; the message names it.</exception>
    public static IOpenTelemetryBuilder? AddTelemetry(this IServiceCollection services, IConfiguration configuration, string serviceName)
    {
        if (TelemetrySettings.Read(configuration, serviceName) is not { } settings)
        {
            return null;
        }

        services.AddLogging(Quieten);
        services.Configure<AspNetCoreTraceInstrumentationOptions>(options => options.Filter = http => !IsProbe(http.Request.Path));
        IOpenTelemetryBuilder telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(settings.ServiceName))
            .WithTracing(traces => traces.AddSource(OwnSources, Npgsql).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics.AddMeter(Meters))
            .WithLogging(_ => { }, logs =>
            {
                // The alerts of infra/bicep read the line as it is written, not its template.
                logs.IncludeFormattedMessage = true;
                logs.IncludeScopes = true;
            });
        if (settings.HasOtlp)
        {
            telemetry.UseOtlpExporter();
        }

        if (settings.InsightsConnectionString is not null)
        {
            SendToInsights(services, telemetry, settings);
        }

        return telemetry;
    }

    static void SendToInsights(IServiceCollection services, IOpenTelemetryBuilder telemetry, TelemetrySettings settings)
    {
        services.AddOptions<AzureMonitorExporterOptions>().Configure<IServiceProvider>((options, provider) =>
        {
            options.ConnectionString = settings.InsightsConnectionString;
            options.Credential = settings.InsightsTakesIdentity ? provider.GetRequiredService<TokenCredential>() : null;

            // The hosts' file systems are read-only.
            options.DisableOfflineStorage = true;

            // Not every trace is kept, but every log line is: one of them carries the figures that the alerts read.
            options.EnableTraceBasedLogsSampler = false;
        });
        telemetry
            .WithTracing(traces => traces.AddAzureMonitorTraceExporter())
            .WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter())
            .WithLogging(logs => logs.AddAzureMonitorLogExporter());
    }

    // What the frameworks say of each request and query, spans say already.
    static void Quieten(ILoggingBuilder logging)
    {
        foreach (string category in (string[])["Microsoft", "System", "Azure", Npgsql])
        {
            logging.AddFilter<OpenTelemetryLoggerProvider>(category, LogLevel.Warning);
        }
    }

    static bool IsProbe(string? path) => path is not null
        && (path.StartsWith("/health/", StringComparison.Ordinal) || path.StartsWith("/api/health/", StringComparison.Ordinal));
}
