using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Orchestrator.Architecture.Tests.Il;

/// <summary>Finds SQL in string literals and constants.</summary>
static partial class SqlLiterals
{
    public static IEnumerable<string> In(IEnumerable<TypeDefinition> types)
    {
        foreach (TypeDefinition type in types)
        {
            foreach (FieldDefinition field in type.Fields.Where(field => field.Constant is string text && IsSql(text)))
            {
                yield return $"{type.FullName}.{field.Name}: {Cut((string)field.Constant)}";
            }

            foreach (MethodDefinition method in type.Methods.Where(method => method.HasBody))
            {
                foreach (string text in method.Body.Instructions.Where(instruction => instruction.OpCode == OpCodes.Ldstr).Select(instruction => (string)instruction.Operand))
                {
                    if (IsSql(text))
                    {
                        yield return $"{Code.NameOf(method)}: {Cut(text)}";
                    }
                }
            }
        }
    }

    public static bool IsSql(string text) => Statement().IsMatch(text) || LowerCaseQuery().IsMatch(text);

    static string Cut(string text) => text.ReplaceLineEndings(" ") is { Length: > 80 } line ? line[..80] + "..." : text.ReplaceLineEndings(" ");

    [GeneratedRegex(
        """
        \bSELECT\b[\s\S]*\bFROM\b | ^\s*SELECT\s+[\w.]+\( | \bINSERT\s+INTO\s+\S | \bUPDATE\s+\S+(\s+AS\s+\w+)?\s+SET\b | \bDELETE\s+FROM\s+\S
        | \b(CREATE|ALTER|DROP)\s+(TABLE|INDEX|DATABASE|SCHEMA|ROLE|TYPE|FUNCTION|TRIGGER|VIEW)\b | \bFOR\s+UPDATE\b | ^\s*(LISTEN|NOTIFY)\s+\w+
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Statement();

    /// <summary>In prose "select" and "from" stand in lower case too, but not with a statement's other words.</summary>
    [GeneratedRegex(
        @"^\s*(select\s+(\*|[\w.,\s()]+)\s+from\s+\w+(\s+(where|order|limit|join|group)\b|\s*;?\s*$)|insert\s+into\s+\S+|update\s+\S+\s+set\s|delete\s+from\s+\S+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex LowerCaseQuery();
}
