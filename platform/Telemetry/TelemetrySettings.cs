using Microsoft.Extensions.Configuration;

namespace Orchestrator.Platform.Telemetry;

/// <summary>Where traces, metrics and logs go, by the settings' usual names; both, one or nowhere.</summary>
/// <param name="InsightsConnectionString"><c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>; null: not to Application Insights.</param>
/// <param name="InsightsTakesIdentity"><c>APPLICATIONINSIGHTS_AUTHENTICATION_STRING</c> has <c>Authorization=AAD</c>: a token goes with it.</param>
/// <param name="HasOtlp"><c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; the exporter reads it, and its other settings, itself.</param>
/// <param name="ServiceName"><c>OTEL_SERVICE_NAME</c>, else the host's own.</param>
sealed record TelemetrySettings(string? InsightsConnectionString, bool InsightsTakesIdentity, bool HasOtlp, string ServiceName)
{
    public const string InsightsName = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    public const string InsightsAuthenticationName = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";
    public const string OtlpName = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string ServiceNameName = "OTEL_SERVICE_NAME";

    /// <returns>Null: nothing is to be sent anywhere.</returns>
    /// <exception cref="InvalidOperationException">A setting is malformed; the message names it and does not repeat it.</exception>
    public static TelemetrySettings? Read(IConfiguration configuration, string serviceName)
    {
        string? insights = Text(configuration, InsightsName);
        string? otlp = Text(configuration, OtlpName);
        if (insights is null && otlp is null)
        {
            return null;
        }

        if (insights?.Contains("InstrumentationKey=", StringComparison.OrdinalIgnoreCase) is false)
        {
            throw new InvalidOperationException($"{InsightsName} must be the connection string of Application Insights: InstrumentationKey=...");
        }

        if (otlp is not null && !(Uri.TryCreate(otlp, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"))
        {
            throw new InvalidOperationException($"{OtlpName} must be an http or https address, such as http://localhost:4317");
        }

        bool takesIdentity = Text(configuration, InsightsAuthenticationName) is { } authentication
            && authentication.Contains("Authorization=AAD", StringComparison.OrdinalIgnoreCase);
        return new TelemetrySettings(insights, takesIdentity, otlp is not null, Text(configuration, ServiceNameName) ?? serviceName);
    }

    static string? Text(IConfiguration configuration, string name) => configuration[name] is { Length: > 0 } text ? text : null;
}
