using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.Internal;

/// <summary>Event ids: 1-9 server calls, 21-29 client calls.</summary>
static partial class GrpcLog
{
    [LoggerMessage(1, LogLevel.Error, "Error when executing service method '{Method}'.")]
    public static partial void HandlerFailed(ILogger logger, Exception error, string method);

    [LoggerMessage(2, LogLevel.Information, "Service method '{Method}' ended with status {StatusCode}: '{Detail}'.")]
    public static partial void CallFailed(ILogger logger, Exception? error, string method, StatusCode statusCode, string? detail);

    [LoggerMessage(3, LogLevel.Information, "Service method '{Method}' was cancelled by its caller.")]
    public static partial void CallCancelled(ILogger logger, string method);

    [LoggerMessage(4, LogLevel.Debug, "The deadline of a call of '{Method}' passed.")]
    public static partial void DeadlineExceeded(ILogger logger, string method);

    [LoggerMessage(5, LogLevel.Debug, "Invalid grpc-timeout value '{Timeout}' ignored.")]
    public static partial void InvalidTimeoutIgnored(ILogger logger, string timeout);

    [LoggerMessage(6, LogLevel.Error, "Trailer '{Key}' of a call of '{Method}' has a character other than printable ASCII.")]
    public static partial void TrailerRefused(ILogger logger, string key, string method);

    [LoggerMessage(21, LogLevel.Debug, "Call of '{Method}' failed with status {StatusCode}: '{Detail}'.")]
    public static partial void ClientCallFailed(ILogger logger, Exception? error, string method, StatusCode statusCode, string? detail);
}
