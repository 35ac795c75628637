namespace Orchestrator.Cli.Postgres;

/// <summary>What a server is started with.</summary>
/// <param name="Port">The wanted port; the next free one is taken when it is busy.</param>
/// <param name="ThrowAway">For tests: no fsync, more connections. A power cut may leave nothing.</param>
internal sealed record ClusterSettings(int Port = ClusterSettings.DefaultPort, bool ThrowAway = false)
{
    /// <summary>Not 5432, where a server of the machine's own may be.</summary>
    public const int DefaultPort = 54320;

    /// <param name="socketFolder">Null: TCP alone.</param>
    public string ConfigurationFile(int port, string? socketFolder) => $"""
        # Written by orchestrator at each start.
        listen_addresses = '127.0.0.1'
        port = {port}
        unix_socket_directories = '{socketFolder}'
        max_connections = {(ThrowAway ? 300 : 200)}
        jit = off
        log_line_prefix = '%m [%p] %d '
        fsync = {(ThrowAway ? "off" : "on")}
        synchronous_commit = {(ThrowAway ? "off" : "on")}
        full_page_writes = {(ThrowAway ? "off" : "on")}

        """;
}
