using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Orchestrator.Core.Access;

/// <summary>
/// An API key as its owner has it: <c>orc_</c>, 12 hex digits that find its row, <c>_</c>, 64 hex digits of secret. 256 random bits
/// cannot be guessed, so a plain SHA-256 protects them; slow hashes are for passwords that people choose.
/// </summary>
/// <param name="Prefix">The 12 digits: no secret, shown in lists.</param>
/// <param name="Hash">SHA-256 of the whole key.</param>
public sealed partial record ApiKeyText(string Prefix, byte[] Hash)
{
    public const string Start = "orc_";

    /// <returns>The key, to be shown once, and what is stored of it.</returns>
    public static (string Key, ApiKeyText Stored) Create()
    {
        string key = $"{Start}{RandomNumberGenerator.GetHexString(12, lowercase: true)}_{RandomNumberGenerator.GetHexString(64, lowercase: true)}";
        return (key, Read(key)!);
    }

    /// <returns>Null when it is not in the form of a key.</returns>
    public static ApiKeyText? Read(string key) => Form().IsMatch(key)
        ? new ApiKeyText(key[Start.Length..(Start.Length + 12)], SHA256.HashData(Encoding.ASCII.GetBytes(key)))
        : null;

    /// <summary>Takes the same time wherever the two differ.</summary>
    public bool Matches(byte[] hash) => CryptographicOperations.FixedTimeEquals(Hash, hash);

    [GeneratedRegex(@"\Aorc_[0-9a-f]{12}_[0-9a-f]{64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
