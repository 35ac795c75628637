using System.IO.Compression;
using Grpc.Net.Compression;

namespace Grpc.AspNetCore.Server;

/// <summary>Options of all services, or with <see cref="GrpcServiceOptions{TService}"/> of one, which take precedence where set.</summary>
public class GrpcServiceOptions
{
    int? _maxSendMessageSize;
    int? _maxReceiveMessageSize;
    bool _maxSendMessageSizeSpecified;
    bool _maxReceiveMessageSizeSpecified;

    /// <summary>Bytes before compression; null is no limit, which is the default.</summary>
    public int? MaxSendMessageSize
    {
        get => _maxSendMessageSize;
        set
        {
            _maxSendMessageSize = value;
            _maxSendMessageSizeSpecified = true;
        }
    }

    public bool MaxSendMessageSizeSpecified
    {
        get => _maxSendMessageSizeSpecified;
        set
        {
            _maxSendMessageSizeSpecified = value;
            _maxSendMessageSize = value ? _maxSendMessageSize : null;
        }
    }

    /// <summary>Bytes, before and after decompression; null is no limit, the default 4 MB.</summary>
    public int? MaxReceiveMessageSize
    {
        get => _maxReceiveMessageSize;
        set
        {
            _maxReceiveMessageSize = value;
            _maxReceiveMessageSizeSpecified = true;
        }
    }

    public bool MaxReceiveMessageSizeSpecified
    {
        get => _maxReceiveMessageSizeSpecified;
        set
        {
            _maxReceiveMessageSizeSpecified = value;
            _maxReceiveMessageSize = value ? _maxReceiveMessageSize : null;
        }
    }

    /// <summary>Whether a caller is told the type and message of an unhandled exception. False by default.</summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary>The <c>grpc-encoding</c> of responses to callers that accept it.</summary>
    public string? ResponseCompressionAlgorithm { get; set; }

    public CompressionLevel? ResponseCompressionLevel { get; set; }

    public IList<ICompressionProvider> CompressionProviders { get => field ??= []; set; }

    /// <summary>Whether calls of unknown services and methods are left to the rest of the application (404) instead of UNIMPLEMENTED.</summary>
    public bool? IgnoreUnknownServices { get; set; }

    public InterceptorCollection Interceptors { get; } = [];
}

/// <inheritdoc/>
public class GrpcServiceOptions<TService> : GrpcServiceOptions
    where TService : class;
