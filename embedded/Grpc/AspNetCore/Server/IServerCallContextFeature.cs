using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>Request feature: the gRPC call that a request carries.</summary>
public interface IServerCallContextFeature
{
    ServerCallContext ServerCallContext { get; }
}
