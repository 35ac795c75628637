using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Web;

/// <summary>
/// The keys that requests show in <c>x-functions-key</c> or <c>code</c>. They come from the configuration alone: a key that is not set opens
/// nothing. The master key opens everything.
/// </summary>
sealed class FunctionKeys(IConfiguration configuration)
{
    public const string FunctionSetting = "ORCHESTRATOR_FUNCTION_KEY";
    public const string SystemSetting = "ORCHESTRATOR_SYSTEM_KEY";
    public const string MasterSetting = "ORCHESTRATOR_MASTER_KEY";

    const string Header = "x-functions-key";
    const string Query = "code";

    readonly byte[]? _function = Hash(configuration[FunctionSetting]);
    readonly byte[]? _system = Hash(configuration[SystemSetting]);
    readonly byte[]? _master = Hash(configuration[MasterSetting]);

    /// <summary>In the management addresses that clients are given; null: not set.</summary>
    public string? SystemKey { get; } = configuration[SystemSetting] is { Length: > 0 } key ? key : null;

    public bool IsSet(AuthorizationLevel level) => level == AuthorizationLevel.Anonymous || KeyOf(level) is not null || _master is not null;

    public static string SettingOf(AuthorizationLevel level) => level switch
    {
        AuthorizationLevel.Function or AuthorizationLevel.User => FunctionSetting,
        AuthorizationLevel.System => SystemSetting,
        _ => MasterSetting,
    };

    public bool Allows(HttpRequest request, AuthorizationLevel level)
    {
        if (level == AuthorizationLevel.Anonymous)
            return true;
        byte[]? shown = Hash(request.Headers[Header].FirstOrDefault() ?? request.Query[Query].FirstOrDefault());
        return Same(KeyOf(level), shown) | Same(_master, shown);
    }

    byte[]? KeyOf(AuthorizationLevel level) => level switch
    {
        AuthorizationLevel.Function or AuthorizationLevel.User => _function,
        AuthorizationLevel.System => _system,
        _ => _master,
    };

    // Hashes have one length, so that the comparison's time tells nothing about the key's.
    static byte[]? Hash(string? key) => string.IsNullOrEmpty(key) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));

    static bool Same(byte[]? key, byte[]? shown) => key is not null && shown is not null && CryptographicOperations.FixedTimeEquals(key, shown);
}
