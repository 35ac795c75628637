using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Execution;

/// <summary>Parameters of <c>file_hash</c>.</summary>
/// <param name="Path">Relative to the worker's file folder, which it must not leave.</param>
/// <param name="Algorithm"><see cref="Sha256"/> or <see cref="Sha512"/>.</param>
public sealed record FileHashParameters(string Path, string Algorithm = FileHashParameters.Sha256) : ITaskParameters
{
    public const string Sha256 = "sha256";
    public const string Sha512 = "sha512";

    public IEnumerable<FieldViolation> Validate()
    {
        if (Path.Length == 0)
        {
            yield return new FieldViolation("path", "is required: a relative path");
        }

        if (!TextRules.IsStorable(Path))
        {
            yield return new FieldViolation("path", TextRules.NotStorable);
        }

        if (Algorithm is not (Sha256 or Sha512))
        {
            yield return new FieldViolation("algorithm", $"must be {Sha256} or {Sha512}");
        }
    }
}
