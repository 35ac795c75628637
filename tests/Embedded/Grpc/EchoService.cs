using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Orchestrator.Embedded.Grpc.Tests.Protos;

namespace Orchestrator.Embedded.Grpc.Tests;

/// <summary>What the service's waiting handlers did, for a test to wait for. One entry per id that the test made up.</summary>
public sealed class EchoJournal
{
    readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public Entry this[string id] => _entries.GetOrAdd(id, _ => new Entry());

    public sealed class Entry
    {
        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public DateTime Deadline { get; set; }
    }
}

public sealed class EchoService(EchoJournal journal) : Echo.EchoBase
{
    public override Task<SayReply> Say(SayRequest request, ServerCallContext context) =>
        Task.FromResult(new SayReply { Text = request.ReplyLength == 0 ? request.Text : new string('x', request.ReplyLength) });

    public override async Task Count(CountRequest request, IServerStreamWriter<CountReply> responseStream, ServerCallContext context)
    {
        for (int i = 1; i <= request.To; i++)
        {
            await responseStream.WriteAsync(new CountReply { Value = i });
        }
    }

    public override async Task<SumReply> Sum(IAsyncStreamReader<SumRequest> requestStream, ServerCallContext context)
    {
        var reply = new SumReply();
        await foreach (SumRequest request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            reply.Total += request.Value;
            reply.Count++;
        }

        return reply;
    }

    public override async Task Chat(
        IAsyncStreamReader<SayRequest> requestStream, IServerStreamWriter<SayReply> responseStream, ServerCallContext context)
    {
        await foreach (SayRequest request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(new SayReply { Text = request.Text });
        }
    }

    public override Task<SayReply> Fail(FailRequest request, ServerCallContext context) => throw Failure(request);

    public override async Task CountThenFail(FailRequest request, IServerStreamWriter<CountReply> responseStream, ServerCallContext context)
    {
        for (int i = 1; i <= request.CountFirst; i++)
        {
            await responseStream.WriteAsync(new CountReply { Value = i });
        }

        throw Failure(request);
    }

    public override async Task<SayReply> Wait(WaitRequest request, ServerCallContext context)
    {
        EchoJournal.Entry entry = journal[request.Id];
        entry.Deadline = context.Deadline;
        entry.Started.TrySetResult();
        try
        {
            await entry.Release.Task.WaitAsync(request.IgnoreCancellation ? CancellationToken.None : context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            entry.Cancelled.TrySetResult();
            throw;
        }

        return new SayReply { Text = "released" };
    }

    public override async Task CountForever(CountRequest request, IServerStreamWriter<CountReply> responseStream, ServerCallContext context)
    {
        EchoJournal.Entry entry = journal[context.RequestHeaders.GetValue("x-id") ?? ""];
        try
        {
            for (int i = 1; ; i++)
            {
                await responseStream.WriteAsync(new CountReply { Value = i });
                await Task.Delay(1, context.CancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            entry.Cancelled.TrySetResult();
            throw;
        }
    }

    public override async Task<HeadersReply> Headers(SayRequest request, ServerCallContext context)
    {
        var reply = new HeadersReply();
        var headers = new Metadata();
        foreach (Metadata.Entry entry in context.RequestHeaders.Where(entry => entry.Key.StartsWith("x-", StringComparison.Ordinal)))
        {
            reply.Headers[entry.Key] = entry.IsBinary ? Convert.ToHexString(entry.ValueBytes) : entry.Value;
            headers.Add(entry);
            context.ResponseTrailers.Add(entry.IsBinary
                ? new Metadata.Entry($"trailer-{entry.Key}", entry.ValueBytes)
                : new Metadata.Entry($"trailer-{entry.Key}", entry.Value));
        }

        await context.WriteResponseHeadersAsync(headers);
        return reply;
    }

    static Exception Failure(FailRequest request)
    {
        if (request.Unexpectedly)
        {
            return new InvalidOperationException(request.Message);
        }

        var trailers = new Metadata { { "x-reason", "asked" } };
        if (request.Details != ByteString.Empty)
        {
            trailers.Add("grpc-status-details-bin", request.Details.ToByteArray());
        }

        return new RpcException(new Status((StatusCode)request.StatusCode, request.Message), trailers);
    }
}
