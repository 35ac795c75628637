using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Cli.Processes;

/// <summary>TCP ports on 127.0.0.1.</summary>
internal static class LoopbackPort
{
    const int Tried = 200;

    /// <summary>True when we could listen on it just now; somebody else may take it at any time.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>True when somebody listens there. Unlike <see cref="IsFree"/> it is never in the way of one who is about to.</summary>
    public static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The first free port from the wanted one on; says so when that is another.</summary>
    /// <exception cref="CommandFailedException">None of the next 200 is free.</exception>
    public static int FirstFree(int wanted, string purpose, Action<string> say, params int[] taken)
    {
        int port = Enumerable.Range(wanted, Math.Min(Tried, IPEndPoint.MaxPort - wanted + 1))
            .FirstOrDefault(candidate => !taken.Contains(candidate) && IsFree(candidate));
        if (port == 0)
            throw new CommandFailedException($"No free port for {purpose} from {wanted} on.");
        if (port != wanted)
            say($"Port {wanted} is busy: {purpose} uses port {port}.");
        return port;
    }
}
