namespace Orchestrator.Architecture.Tests.Signatures;

public sealed class ApiPrinterTests
{
    const string Namespace = "Orchestrator.Architecture.Tests.Signatures.Fixtures";

    /// <summary>The form of <c>embedded/api</c>, with the fixtures' namespace cut off.</summary>
    static readonly string[] s_expected =
    [
        "Sample.Level.None = 0",
        "Sample.Level.Some = 4",
        "Sample.IInner :: public abstract System.Collections.Generic.Dictionary<string, TItem> Items { get; }",
        "Sample.Nested :: public int Count { get; set; }",
        "Sample<TItem> :: const int Limit = 7",
        "Sample<TItem> :: event System.EventHandler Changed",
        "Sample<TItem> :: protected new(string name, int? size = null)",
        "Sample<TItem> :: public TOther Convert<TOther>(TItem item) where TOther : System.IDisposable",
        "Sample<TItem> :: public abstract System.Threading.Tasks.ValueTask<System.Collections.Generic.IReadOnlyList<TItem[]>> ReadAsync(Sample.Level level = 4, System.Threading.CancellationToken cancellationToken = default)",
        "Sample<TItem> :: public int this[string key, params int[] path] { get; }",
        "Sample<TItem> :: public override bool Equals(object obj)",
        "Sample<TItem> :: public override int GetHashCode()",
        "Sample<TItem> :: public override string ToString()",
        "Sample<TItem> :: public static bool op_Equality(Sample<TItem> left, Sample<TItem> right)",
        "Sample<TItem> :: public static bool op_Inequality(Sample<TItem> left, Sample<TItem> right)",
        "Sample<TItem> :: public string Name { get; init; }",
        "Sample<TItem> :: public virtual int Size { get; set; }",
        "Sample<TItem> :: public void Copy(in System.Guid from, ref long to, out bool done, string text = \"none\", bool flag = true)",
        "Sample<TItem> :: public void Dispose()",
        "Sample<TItem> :: static readonly System.TimeSpan Pause",
        "SampleExtensions :: public static string Shout(this string text)",
        "SampleRecord :: public bool Equals(SampleRecord other)",
        "SampleRecord :: public int Number { get; init; }",
        "SampleRecord :: public new(int Number)",
        "SampleRecord :: public override bool Equals(object obj)",
        "SampleRecord :: public override int GetHashCode()",
        "SampleRecord :: public override string ToString()",
        "SampleRecord :: public static bool op_Equality(SampleRecord left, SampleRecord right)",
        "SampleRecord :: public static bool op_Inequality(SampleRecord left, SampleRecord right)",
        "SampleRecord :: public void Deconstruct(out int Number)",
        "abstract class Sample<TItem> : System.IDisposable, System.IProgress<Sample<TItem>> where TItem : class, new()",
        "delegate System.Threading.Tasks.Task Sample.Handler<TArgument>(TArgument argument, System.Threading.CancellationToken cancellationToken = default) where TItem : class, new() where TArgument : struct",
        "enum Sample.Level where TItem : class, new()",
        "interface Sample.IInner where TItem : class, new()",
        "sealed record class SampleRecord : System.IEquatable<SampleRecord>",
        "static class SampleExtensions",
        "struct Sample.Nested where TItem : class, new()",
    ];

    [Fact]
    public void Print_OfEveryKindOfDeclaration_HasTheFormOfTheLists()
    {
        IEnumerable<string> printed = ApiPrinter.Print(ProductionAssemblies.Fixtures("Signatures.Fixtures"))
            .Select(line => line.Replace(Namespace + ".", "", StringComparison.Ordinal));

        Assert.Equal(s_expected.Order(StringComparer.Ordinal), printed.Order(StringComparer.Ordinal));
    }
}
