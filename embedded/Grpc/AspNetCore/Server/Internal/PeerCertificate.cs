using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>A client certificate as gRPC names it: DNS names first, else the common name, are the peer's identity.</summary>
static class PeerCertificate
{
    const string AlternativeName = "x509_subject_alternative_name";
    const string CommonName = "x509_common_name";

    static AuthContext Unauthenticated { get; } = new(null, []);

    public static AuthContext ToAuthContext(X509Certificate2? certificate)
    {
        if (certificate is null)
        {
            return Unauthenticated;
        }

        var properties = new Dictionary<string, List<AuthProperty>>(StringComparer.Ordinal);
        List<AuthProperty> names =
        [
            .. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
                .SelectMany(extension => extension.EnumerateDnsNames())
                .Select(name => AuthProperty.Create(AlternativeName, Encoding.UTF8.GetBytes(name))),
        ];
        if (names.Count > 0)
        {
            properties[AlternativeName] = names;
        }

        string commonName = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        properties[CommonName] = [AuthProperty.Create(CommonName, Encoding.UTF8.GetBytes(commonName))];
        return new AuthContext(names.Count > 0 ? AlternativeName : CommonName, properties);
    }
}
