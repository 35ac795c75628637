using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Events.Bus;

/// <summary>Which events a subscriber wants: one name (<c>task.completed</c>), a kind (<c>task.*</c>) or all (<c>*</c>).</summary>
public readonly record struct EventPattern
{
    const string Everything = "*";
    const string AnyOfKind = ".*";

    readonly string _text;

    EventPattern(string text) => _text = text;

    public static EventPattern All { get; } = new(Everything);

    /// <exception cref="InvalidRequestException">The star stands elsewhere, or there is no kind.</exception>
    public static EventPattern Parse(string text)
    {
        bool isKind = text.EndsWith(AnyOfKind, StringComparison.Ordinal);
        string name = isKind ? text[..^AnyOfKind.Length] : text;
        bool isName = name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-' or '.')
            && (isKind || name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && dot < name.Length - 1);
        return text == Everything || isName
            ? new EventPattern(text)
            : throw new InvalidRequestException("pattern", $"'{text}' is not a name (task.completed), a kind (task.*) or *");
    }

    public bool Matches(string eventName) =>
        _text == Everything
        || _text == eventName
        || (_text.EndsWith(AnyOfKind, StringComparison.Ordinal) && eventName.StartsWith(_text.AsSpan()[..^1], StringComparison.Ordinal));

    public override string ToString() => _text;
}
