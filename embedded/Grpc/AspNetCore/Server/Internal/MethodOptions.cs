using System.IO.Compression;
using Grpc.Internal;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>The options of one service's methods: its own where set, else the global ones.</summary>
sealed class MethodOptions
{
    const int MaxReceiveMessageSizeDefault = 4 * 1024 * 1024;

    public MethodOptions(GrpcServiceOptions global, GrpcServiceOptions service)
    {
        MaxSendMessageSize = service.MaxSendMessageSizeSpecified ? service.MaxSendMessageSize : global.MaxSendMessageSize;
        MaxReceiveMessageSize =
            service.MaxReceiveMessageSizeSpecified ? service.MaxReceiveMessageSize
            : global.MaxReceiveMessageSizeSpecified ? global.MaxReceiveMessageSize
            : MaxReceiveMessageSizeDefault;
        EnableDetailedErrors = service.EnableDetailedErrors ?? global.EnableDetailedErrors ?? false;
        ResponseCompressionAlgorithm = service.ResponseCompressionAlgorithm ?? global.ResponseCompressionAlgorithm;
        ResponseCompressionLevel = service.ResponseCompressionLevel ?? global.ResponseCompressionLevel;
        Interceptors = [.. global.Interceptors, .. service.Interceptors];
        Compression = new MessageCompression(
            [.. service.CompressionProviders, .. global.CompressionProviders, .. MessageCompression.DefaultProviders]);
        if (ResponseCompressionAlgorithm is { } algorithm && !Compression.Supports(algorithm))
        {
            throw new InvalidOperationException(
                $"The configured response compression algorithm '{algorithm}' does not have a matching compression provider.");
        }
    }

    public int? MaxSendMessageSize { get; }

    public int? MaxReceiveMessageSize { get; }

    public bool EnableDetailedErrors { get; }

    public string? ResponseCompressionAlgorithm { get; }

    public CompressionLevel? ResponseCompressionLevel { get; }

    public IReadOnlyList<InterceptorRegistration> Interceptors { get; }

    public MessageCompression Compression { get; }
}
