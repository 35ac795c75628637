namespace Grpc.Net.Client.Web;

public enum GrpcWebMode
{
    /// <summary>Bodies are bytes.</summary>
    GrpcWeb = 0,

    /// <summary>Bodies are base64: for what cannot stream bytes.</summary>
    GrpcWebText = 1,
}
