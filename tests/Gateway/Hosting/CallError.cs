using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Orchestrator.Gateway.Tests.Hosting;

/// <summary>What a failed call said, read from the trailers as any client would.</summary>
sealed record CallError(StatusCode Code, string Message, Google.Rpc.Status Status, Metadata Trailers)
{
    public IReadOnlyList<string> Fields => [.. Find<BadRequest>()?.FieldViolations.Select(v => v.Field) ?? []];

    public IReadOnlyList<BadRequest.Types.FieldViolation> Violations => [.. Find<BadRequest>()?.FieldViolations ?? []];

    public ErrorInfo Info => Find<ErrorInfo>()!;

    public string RequestId => Find<RequestInfo>()!.RequestId;

    public static async Task<CallError> OfAsync(Func<Task> call)
    {
        RpcException error = await Assert.ThrowsAsync<RpcException>(call);
        byte[]? details = error.Trailers.GetValueBytes("grpc-status-details-bin");
        Assert.NotNull(details);
        return new CallError(error.StatusCode, error.Status.Detail, Google.Rpc.Status.Parser.ParseFrom(details), error.Trailers);
    }

    T? Find<T>()
        where T : class, IMessage<T>, new() =>
        Status.Details.Where(d => d.Is(new T().Descriptor)).Select(d => d.Unpack<T>()).SingleOrDefault();
}
