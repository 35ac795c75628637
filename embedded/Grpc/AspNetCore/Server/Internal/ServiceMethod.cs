using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>A discovered method and the delegate that serves it.</summary>
sealed record ServiceMethod(IMethod Method, IList<object> Metadata, RequestDelegate Handler)
{
    public IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, Type serviceType)
    {
        IEndpointConventionBuilder endpoint = endpoints.Map(Method.FullName, Handler);
        endpoint.Add(builder =>
        {
            builder.DisplayName = $"gRPC - {Method.FullName}";
            builder.Metadata.Add(new GrpcMethodMetadata(serviceType, Method));
            foreach (object item in Metadata)
            {
                builder.Metadata.Add(item);
            }
        });
        return endpoint;
    }
}
