using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Orchestrator.Cli.Gateway;

/// <summary>A refusal of the gateway, read from the call's status and its <c>google.rpc.Status</c> details.</summary>
/// <param name="Code">gRPC's name, e.g. <c>NotFound</c>.</param>
/// <param name="Reason">Stable, for machines; empty when the gateway gave none.</param>
internal sealed record GatewayError(StatusCode Code, string Message, string Reason, string RequestId, IReadOnlyList<FieldError> Fields)
{
    const string DetailsTrailer = "grpc-status-details-bin";

    public int ExitCode => Code == StatusCode.InvalidArgument ? ExitCodes.Usage : ExitCodes.Failed;

    public static GatewayError From(RpcException error)
    {
        byte[]? bytes = error.Trailers.FirstOrDefault(entry => entry.Key == DetailsTrailer && entry.IsBinary)?.ValueBytes;
        Google.Rpc.Status details = bytes is null ? new Google.Rpc.Status() : Parse(bytes);
        return new GatewayError(
            error.StatusCode,
            error.Status.Detail,
            // Field 1 is named reason today; this version of the generated class has its first name.
            Find<ErrorInfo>(details)?.Type ?? "",
            Find<RequestInfo>(details)?.RequestId ?? "",
            [.. (Find<BadRequest>(details)?.FieldViolations ?? []).Select(violation => new FieldError(violation.Field, violation.Description))]);
    }

    /// <summary>For people: what is wrong, where, and what to do about it.</summary>
    public string Describe(Uri gateway) => Code switch
    {
        StatusCode.Unavailable => $"No gateway answers at {gateway}. Start one with ./run, or name another with --gateway or {GatewayOptions.Variable}. ({Message})",
        StatusCode.Unauthenticated => $"{Message} Here: --api-key or {GatewayOptions.KeyVariable}.",
        _ when Fields.Count > 0 => string.Join('\n', Fields.Select(field => $"{field.Field}: {field.Description}")),
        _ => RequestId.Length > 0 ? $"{Message} (request {RequestId})" : Message,
    };

    static T? Find<T>(Google.Rpc.Status status)
        where T : class, IMessage<T>, new() =>
        status.Details.FirstOrDefault(detail => detail.Is(new T().Descriptor)) is { } found ? found.Unpack<T>() : null;

    static Google.Rpc.Status Parse(byte[] bytes)
    {
        try
        {
            return Google.Rpc.Status.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            // A proxy's invention: the status itself still tells the most.
            return new Google.Rpc.Status();
        }
    }
}

/// <param name="Field">The request's field as the proto names it, e.g. <c>work.llm.prompt</c>.</param>
internal sealed record FieldError(string Field, string Description);
