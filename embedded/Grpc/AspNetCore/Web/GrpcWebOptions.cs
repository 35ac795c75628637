namespace Microsoft.AspNetCore.Builder;

public class GrpcWebOptions
{
    /// <summary>Whether services without <c>EnableGrpcWeb</c> or <c>DisableGrpcWeb</c> answer gRPC-web calls.</summary>
    public bool DefaultEnabled { get; set; }
}
