using NJsonSchema.Validation;

namespace Orchestrator.Core.Validation;

/// <summary>Why a value is not as its schema wants it, in words.</summary>
static class SchemaProblem
{
    public static string Describe(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired => "is required",
        ValidationErrorKind.NoAdditionalPropertiesAllowed => "is no property that the schema has",
        ValidationErrorKind.StringExpected => "must be a text",
        ValidationErrorKind.NumberExpected => "must be a number",
        ValidationErrorKind.IntegerExpected => "must be a whole number",
        ValidationErrorKind.BooleanExpected => "must be true or false",
        ValidationErrorKind.ObjectExpected => "must be an object",
        ValidationErrorKind.ArrayExpected => "must be a list",
        ValidationErrorKind.StringTooShort => $"must have at least {error.Schema.MinLength} characters",
        ValidationErrorKind.StringTooLong => $"must have at most {error.Schema.MaxLength} characters",
        ValidationErrorKind.NumberTooSmall => $"must be at least {error.Schema.Minimum ?? error.Schema.ExclusiveMinimum}",
        ValidationErrorKind.NumberTooBig => $"must be at most {error.Schema.Maximum ?? error.Schema.ExclusiveMaximum}",
        ValidationErrorKind.TooFewItems => $"must have at least {error.Schema.MinItems} entries",
        ValidationErrorKind.TooManyItems => $"must have at most {error.Schema.MaxItems} entries",
        ValidationErrorKind.NotInEnumeration => $"must be one of {string.Join(", ", error.Schema.Enumeration)}",
        ValidationErrorKind.PatternMismatch => $"must match {error.Schema.Pattern}",
        _ => $"is not as the schema says: {error.Kind}",
    };
}
