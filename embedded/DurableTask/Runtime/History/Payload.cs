using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Microsoft.DurableTask.Runtime.History;

/// <summary>
/// A serialized input, output or event that is too long to be written wherever it occurs: it is stored once, under the hash of its
/// content, and referred to. A payload that goes from an orchestration to its activity and on to its sub-orchestration stays one row.
/// </summary>
internal static class Payload
{
    /// <summary>In UTF-16 units. Longer ones are referred to.</summary>
    public const int InlineCharsMax = 64 * 1024;

    // The same string object is written several times on its way: as input of a call, in the message, in the row that begins the instance.
    static readonly ConditionalWeakTable<string, string> Hashes = [];

    public static bool IsLarge(string? content) => content is { Length: > InlineCharsMax };

    /// <summary>SHA-256 of the content as UTF-8, in lower-case hexadecimal digits.</summary>
    public static string HashOf(string content) =>
        Hashes.GetValue(content, static c => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(c))));
}
