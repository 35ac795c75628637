using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary><c>%Setting%</c> in a declaration stands for the setting's value.</summary>
static partial class SettingExpression
{
    /// <exception cref="InvalidOperationException">A setting is missing or empty; the message names it and <paramref name="where"/>.</exception>
    public static string Resolve(string text, IConfiguration configuration, string where)
        => Pattern().Replace(text, match => configuration[match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"{where}: the setting '{match.Groups["name"].Value}' that '{text}' names is not set."));

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
