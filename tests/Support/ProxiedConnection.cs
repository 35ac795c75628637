using System.Net.Sockets;

namespace Orchestrator.Tests.Support;

/// <summary>One client's connection through a <see cref="PostgresProxy"/>.</summary>
sealed class ProxiedConnection(PostgresProxy proxy, TcpClient client, TcpClient server)
{
    static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(100);
    volatile ConnectionFault _replyFault;

    public void Close()
    {
        client.Dispose();
        server.Dispose();
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        NetworkStream fromClient = client.GetStream();
        NetworkStream toServer = server.GetStream();
        (byte[] packet, string application) = await PostgresProxy.ReadStartupAsync(fromClient, stopping);
        await proxy.PassAsync(toServer, packet);
        Task requests = PassRequestsAsync(fromClient, toServer, application, stopping);
        Task replies = PassRepliesAsync(toServer, fromClient, stopping);
        await await Task.WhenAny(requests, replies);
    }

    async Task PassRequestsAsync(NetworkStream from, NetworkStream to, string application, CancellationToken stopping)
    {
        var request = new MemoryStream();
        while (true)
        {
            byte[] frame = await PostgresProxy.ReadFrameAsync(from, stopping);
            await request.WriteAsync(frame, stopping);
            bool isSync = frame[0] is (byte)'S' or (byte)'Q';
            // Passwords, terminations and whatever else is sent outside of a batch is no request.
            if (!isSync && frame[0] is (byte)'P' or (byte)'B' or (byte)'D' or (byte)'E' or (byte)'C' or (byte)'H') continue;
            byte[] whole = request.ToArray();
            request.SetLength(0);
            await PassRequestAsync(to, whole, isSync ? proxy.FaultFor(application) : ConnectionFault.None, stopping);
        }
    }

    async Task PassRequestAsync(NetworkStream to, byte[] whole, ConnectionFault fault, CancellationToken stopping)
    {
        switch (fault)
        {
            case ConnectionFault.BeforeRequest:
                Close();
                break;
            case ConnectionFault.MidRequest:
                await proxy.PassAsync(to, whole.AsMemory(0, whole.Length / 2));
                Close();
                break;
            case ConnectionFault.AfterRequest:
                await proxy.PassAsync(to, whole);
                Close();
                break;
            case ConnectionFault.HangMidRequest:
                await proxy.PassAsync(to, whole.AsMemory(0, whole.Length - 10));
                await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
                break;
            case ConnectionFault.Delay:
                await Task.Delay(Lateness, stopping);
                goto default;
            default:
                _replyFault = fault;
                await proxy.PassAsync(to, whole);
                break;
        }
    }

    async Task PassRepliesAsync(NetworkStream from, NetworkStream to, CancellationToken stopping)
    {
        var reply = new MemoryStream();
        while (true)
        {
            byte[] frame = await PostgresProxy.ReadFrameAsync(from, stopping);
            ConnectionFault fault = _replyFault;
            if (fault is ConnectionFault.None or ConnectionFault.Delay)
            {
                await proxy.PassAsync(to, frame);
                continue;
            }

            await reply.WriteAsync(frame, stopping);
            if (frame[0] != (byte)'Z') continue;
            if (fault == ConnectionFault.HangBeforeReply) await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
            if (fault == ConnectionFault.MidReply) await proxy.PassAsync(to, reply.GetBuffer().AsMemory(0, (int)reply.Length / 2));
            Close();
            return;
        }
    }
}
