using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Orchestrator.Tests.Support;

/// <summary>
/// Stands between clients and a PostgreSQL server and breaks connections where a test says. It knows the protocol's frames: a request is
/// what a client sends up to its Sync, a reply what the server sends up to ReadyForQuery, so a break lies exactly where it is wanted.
/// </summary>
public sealed class PostgresProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stopping = new();
    readonly ConcurrentDictionary<ProxiedConnection, bool> _connections = new();
    readonly ConcurrentDictionary<string, int> _requests = new(StringComparer.Ordinal);
    readonly (string Host, int Port) _server;
    readonly Task _accepting;
    volatile Func<ProxiedRequest, ConnectionFault> _plan = _ => ConnectionFault.None;
    int _faults;

    public PostgresProxy(string host, int port)
    {
        _server = (host, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>How many requests were broken.</summary>
    public int Faults => Volatile.Read(ref _faults);

    /// <summary>Asked for every request, on any thread.</summary>
    public Func<ProxiedRequest, ConnectionFault> Plan
    {
        set => _plan = value;
    }

    /// <summary>While true, nothing more is passed on in either direction, and nothing is closed: a network that drops everything.</summary>
    public bool IsBlackHole { get; set; }

    /// <summary>Closes every connection at once.</summary>
    public void CloseAll()
    {
        foreach (ProxiedConnection connection in _connections.Keys) connection.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        CloseAll();
        await _accepting;
        _stopping.Dispose();
    }

    internal ConnectionFault FaultFor(string application)
    {
        int number = _requests.AddOrUpdate(application, 1, (_, before) => before + 1);
        ConnectionFault fault = _plan(new ProxiedRequest(application, number));
        if (fault != ConnectionFault.None) Interlocked.Increment(ref _faults);
        return fault;
    }

    internal async Task PassAsync(NetworkStream to, ReadOnlyMemory<byte> bytes)
    {
        while (IsBlackHole) await Task.Delay(20, _stopping.Token);
        await to.WriteAsync(bytes, _stopping.Token);
    }

    async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_stopping.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = ServeAsync(client);
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        var connection = new ProxiedConnection(this, client, server);
        _connections[connection] = true;
        try
        {
            await server.ConnectAsync(_server.Host, _server.Port, _stopping.Token);
            await connection.RunAsync(_stopping.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has gone, by itself or by a fault: so does the other.
        }
        finally
        {
            connection.Close();
            _connections.TryRemove(connection, out _);
        }
    }

    /// <summary>Reads one frame: a type byte, a length that counts itself, and the rest.</summary>
    internal static async Task<byte[]> ReadFrameAsync(NetworkStream from, CancellationToken cancellationToken)
    {
        byte[] head = new byte[5];
        await from.ReadExactlyAsync(head, cancellationToken);
        byte[] frame = new byte[1 + BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1))];
        head.CopyTo(frame, 0);
        await from.ReadExactlyAsync(frame.AsMemory(5), cancellationToken);
        return frame;
    }

    /// <summary>Reads the first packet, which has no type byte; requests for encryption are declined.</summary>
    internal static async Task<(byte[] Packet, string Application)> ReadStartupAsync(NetworkStream from, CancellationToken cancellationToken)
    {
        while (true)
        {
            byte[] head = new byte[8];
            await from.ReadExactlyAsync(head, cancellationToken);
            int code = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4));
            if (code is 80877103 or 80877104)
            {
                await from.WriteAsync("N"u8.ToArray(), cancellationToken);
                continue;
            }

            byte[] packet = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
            head.CopyTo(packet, 0);
            await from.ReadExactlyAsync(packet.AsMemory(8), cancellationToken);
            string[] words = Encoding.UTF8.GetString(packet.AsSpan(8)).Split('\0');
            int name = Array.IndexOf(words, "application_name");
            return (packet, name < 0 ? "" : words[name + 1]);
        }
    }
}

/// <param name="Application">The connection's application_name.</param>
/// <param name="Number">Of the requests of that application, from 1.</param>
public sealed record ProxiedRequest(string Application, int Number);

/// <summary>Where a connection breaks.</summary>
public enum ConnectionFault
{
    None,

    /// <summary>Nothing of the request reaches the server.</summary>
    BeforeRequest,

    /// <summary>Half of the request reaches the server.</summary>
    MidRequest,

    /// <summary>The server has the whole request and works on it as the connection breaks.</summary>
    AfterRequest,

    /// <summary>The server has answered; nothing of the reply reaches the client.</summary>
    BeforeReply,

    /// <summary>Half of the reply reaches the client.</summary>
    MidReply,

    /// <summary>Half of the request reaches the server, and then nothing moves any more; nothing is closed either.</summary>
    HangMidRequest,

    /// <summary>The server answers, the client never hears of it; nothing is closed.</summary>
    HangBeforeReply,

    /// <summary>Nothing is lost, all of it is late.</summary>
    Delay,
}
