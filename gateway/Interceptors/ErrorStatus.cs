using System.Data.Common;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Orchestrator.Core.Validation;
using Orchestrator.Gateway.Security;

namespace Orchestrator.Gateway.Interceptors;

/// <summary>What a client is told of an error: <c>google.rpc.Status</c> with its details.</summary>
/// <param name="Reason">Stable, upper snake case, in domain <c>orchestrator</c>.</param>
sealed record ErrorStatus(
    StatusCode Code, string Message, string Reason, IReadOnlyDictionary<string, string> Details, IReadOnlyList<FieldViolation> Violations)
{
    const string DetailsTrailer = "grpc-status-details-bin";
    const string Domain = "orchestrator";

    // They travel in a header, and clients take 16 to 64 kB of these.
    const int MaxViolations = 50;
    const int MaxViolationsInMessage = 3;
    const int MaxField = 120;

    /// <summary>When to call again, where that can be told.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static ErrorStatus Of(Exception error) => error switch
    {
        InvalidRequestException invalid => new(
            StatusCode.InvalidArgument, Summarize(invalid.Violations), "INVALID_REQUEST", NoDetails, invalid.Violations),
        UnauthenticatedException stranger => Of(StatusCode.Unauthenticated, stranger),
        PermissionDeniedException denied => Of(StatusCode.PermissionDenied, denied),
        RateExceededException exceeded => Of(StatusCode.ResourceExhausted, exceeded) with { RetryAfter = exceeded.RetryAfter },
        IdentityProviderUnavailableException unavailable => new(
            StatusCode.Unavailable, unavailable.Message, "IDENTITY_PROVIDER_UNAVAILABLE", NoDetails, []),
        NotFoundException missing => Of(StatusCode.NotFound, missing),
        AlreadyExistsException conflict => Of(StatusCode.AlreadyExists, conflict),
        RequestRefusedException refused => Of(StatusCode.FailedPrecondition, refused),
        // Not "transient" to the driver, but a server that was shut down or crashed comes back: admin_shutdown, crash_shutdown.
        DbException { IsTransient: true } or DbException { SqlState: "57P01" or "57P02" } => new(
            StatusCode.Unavailable, "The database cannot be reached; try again.", "DATABASE_UNAVAILABLE", NoDetails, []),
        _ => new(
            StatusCode.Internal, "Something went wrong here; the request id finds it in the log.", "INTERNAL", NoDetails, []),
    };

    public static ErrorStatus OfEndedCall(bool deadlinePassed, bool stopping) => (deadlinePassed, stopping) switch
    {
        (true, _) => new(StatusCode.DeadlineExceeded, "The call's deadline passed.", "DEADLINE_EXCEEDED", NoDetails, []),
        (_, true) => new(StatusCode.Unavailable, "The gateway is stopping; call again.", "STOPPING", NoDetails, []),
        _ => new(StatusCode.Cancelled, "The caller ended the call.", "CANCELLED", NoDetails, []),
    };

    public RpcException ToException(string requestId)
    {
        var status = new Google.Rpc.Status { Code = (int)Code, Message = Message };
        if (Violations.Count > 0)
        {
            var badRequest = new BadRequest();
            badRequest.FieldViolations.AddRange(Violations.Take(MaxViolations).Select(v =>
                new BadRequest.Types.FieldViolation { Field = Cut(v.Field), Description = v.Description }));
            status.Details.Add(Any.Pack(badRequest));
        }

        if (RetryAfter is { } wait)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(wait) }));
        }

        // This version of the package calls field 1 by its first name, "type"; everybody reads it as "reason".
        status.Details.Add(Any.Pack(new ErrorInfo { Type = Reason, Domain = Domain, Metadata = { Details.ToDictionary() } }));
        status.Details.Add(Any.Pack(new RequestInfo { RequestId = requestId }));
        return new RpcException(
            new Grpc.Core.Status(Code, Message), new Metadata { { DetailsTrailer, status.ToByteArray() } });
    }

    static Dictionary<string, string> NoDetails => [];

    static ErrorStatus Of(StatusCode code, RequestRefusedException refused) =>
        new(code, refused.Message, refused.Reason, refused.Details, []);

    // A field can hold a name that the client chose: a tag's, a parameter's.
    static string Cut(string field) => field.Length <= MaxField ? field : $"{field[..MaxField]}…";

    static string Summarize(IReadOnlyList<FieldViolation> violations)
    {
        string first = string.Join("; ", violations.Take(MaxViolationsInMessage).Select(v => $"{Cut(v.Field)} {v.Description}"));
        return violations.Count <= MaxViolationsInMessage
            ? first
            : $"{first}; and {violations.Count - MaxViolationsInMessage} more";
    }
}
