using Grpc.AspNetCore.Web;

namespace Microsoft.AspNetCore.Builder;

public static class GrpcWebEndpointConventionBuilderExtensions
{
    public static TBuilder EnableGrpcWeb<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => AddMetadata(builder, new EnableGrpcWebAttribute());

    public static TBuilder DisableGrpcWeb<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => AddMetadata(builder, new DisableGrpcWebAttribute());

    static TBuilder AddMetadata<TBuilder>(TBuilder builder, IGrpcWebEnabledMetadata metadata)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(metadata));
        return builder;
    }
}
