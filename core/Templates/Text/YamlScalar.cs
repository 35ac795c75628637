using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Orchestrator.Core.Templates.Text;

/// <summary>Scalars by the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema): <c>yes</c> is a text there.</summary>
static partial class YamlScalar
{
    /// <param name="isPlain">Without quotes and not a block: only then is it anything but a text.</param>
    /// <exception cref="SourceException">A number that JSON does not have.</exception>
    public static JsonValue? Read(string text, bool isPlain, int line)
    {
        if (!isPlain)
        {
            return JsonValue.Create(text);
        }

        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return null;
            case "true" or "True" or "TRUE":
                return JsonValue.Create(true);
            case "false" or "False" or "FALSE":
                return JsonValue.Create(false);
        }

        if (!NumberPattern().IsMatch(text))
        {
            return JsonValue.Create(text);
        }

        double number = double.Parse(text, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? JsonValue.Create(number) : throw new SourceException(line, $"{text} is too large a number");
    }

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberPattern();
}
