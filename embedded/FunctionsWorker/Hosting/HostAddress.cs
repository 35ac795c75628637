using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Where the worker listens: <c>--port</c>, <c>ASPNETCORE_URLS</c>, <c>FUNCTIONS_PORT</c>, <c>LocalHttpPort</c>, else 7071; on loopback.</summary>
static class HostAddress
{
    const int DefaultPort = 7071;

    /// <returns>Addresses as Kestrel takes them, separated by semicolons.</returns>
    /// <exception cref="InvalidOperationException">A port is not a number from 0 to 65535.</exception>
    public static string From(IConfiguration configuration)
        => Port(configuration, "port")
            ?? NonEmpty(configuration["urls"])
            ?? NonEmpty(configuration["ASPNETCORE_URLS"])
            ?? Port(configuration, "FUNCTIONS_PORT")
            ?? Port(configuration, $"{HostFiles.LocalHostSection}:LocalHttpPort")
            ?? OnLoopback(DefaultPort);

    static string? Port(IConfiguration configuration, string key) => NonEmpty(configuration[key]) switch
    {
        null => null,
        var text => int.TryParse(text, out int port) && port is >= 0 and <= 65535
            ? OnLoopback(port)
            : throw new InvalidOperationException($"{key}: '{text}' is not a port."),
    };

    static string? NonEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    static string OnLoopback(int port) => $"http://127.0.0.1:{port}";
}
