using System.Globalization;
using System.Net;

namespace Orchestrator.Gateway.Hosting;

/// <summary>Where the gateway listens and which web pages may call it.</summary>
/// <param name="HttpPort"><c>ORCHESTRATOR_HTTP_PORT</c>, 8080: HTTP/1.1. 0: any free port.</param>
/// <param name="H2cPort"><c>ORCHESTRATOR_H2C_PORT</c>, 8081: HTTP/2 without TLS. 0: any free port.</param>
/// <param name="Bind"><c>ORCHESTRATOR_BIND</c>, 127.0.0.1: an IP address, <c>localhost</c>, or <c>*</c> for every one (null here).</param>
/// <param name="CorsOrigins"><c>ORCHESTRATOR_CORS_ORIGINS</c>, none: origins of web pages, separated by commas.</param>
sealed record GatewaySettings(int HttpPort, int H2cPort, IPAddress? Bind, IReadOnlyList<string> CorsOrigins)
{
    public const string HttpPortName = "ORCHESTRATOR_HTTP_PORT";
    public const string H2cPortName = "ORCHESTRATOR_H2C_PORT";
    public const string BindName = "ORCHESTRATOR_BIND";
    public const string CorsOriginsName = "ORCHESTRATOR_CORS_ORIGINS";

    /// <exception cref="InvalidOperationException">A setting is not what it should be; the message names it.</exception>
    public static GatewaySettings Read(IConfiguration configuration) => new(
        ReadPort(configuration, HttpPortName, 8080),
        ReadPort(configuration, H2cPortName, 8081),
        ReadBind(configuration[BindName]),
        (configuration[CorsOriginsName] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    static int ReadPort(IConfiguration configuration, string name, int otherwise)
    {
        string? text = configuration[name];
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= ushort.MaxValue
            ? port
            : throw new InvalidOperationException($"{name} must be a port from 0 to {ushort.MaxValue}, not \"{text}\"");
    }

    static IPAddress? ReadBind(string? text) => text switch
    {
        null or "" or "localhost" => IPAddress.Loopback,
        "*" => null,
        _ => IPAddress.TryParse(text, out IPAddress? address)
            ? address
            : throw new InvalidOperationException($"{BindName} must be an IP address, localhost or *, not \"{text}\""),
    };
}
