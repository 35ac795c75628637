namespace Orchestrator.Architecture.Tests.Signatures;

/// <summary>Proves that the signature check can fail: each doctored declaration is found, and its real line is named.</summary>
public sealed class ApiComparisonTests
{
    const string Policy = "Microsoft.DurableTask.RetryPolicy :: public ";
    const string Context = "Microsoft.DurableTask.TaskOrchestrationContext :: public ";
    const string Parent = "Microsoft.DurableTask.ParentOrchestrationInstance";
    static readonly IReadOnlyList<string> s_real = RealApi.LinesFor("Orchestrator.Embedded.DurableTask");

    /// <summary>Kind of the difference, the real line, and what it became in ours.</summary>
    public static TheoryData<string, string, string> Doctored => new()
    {
        {
            "default",
            Policy + "new(int maxNumberOfAttempts, System.TimeSpan firstRetryInterval, double backoffCoefficient = 1, System.TimeSpan? maxRetryInterval = null, System.TimeSpan? retryTimeout = null)",
            Policy + "new(int maxNumberOfAttempts, System.TimeSpan firstRetryInterval, double backoffCoefficient = 2, System.TimeSpan? maxRetryInterval = null, System.TimeSpan? retryTimeout = null)"
        },
        {
            "optional made required",
            "Microsoft.DurableTask.DurableTaskAttribute :: public new(string name = null)",
            "Microsoft.DurableTask.DurableTaskAttribute :: public new(string name)"
        },
        {
            "parameter name",
            "Microsoft.DurableTask.Client.PurgeResult :: public new(int count)",
            "Microsoft.DurableTask.Client.PurgeResult :: public new(int purged)"
        },
        {
            "modifier",
            Context + "abstract Microsoft.DurableTask.ParentOrchestrationInstance Parent { get; }",
            Context + "virtual Microsoft.DurableTask.ParentOrchestrationInstance Parent { get; }"
        },
        {
            "accessor",
            $"{Parent} :: public string InstanceId {{ get; init; }}",
            $"{Parent} :: public string InstanceId {{ get; set; }}"
        },
        {
            "access",
            $"{Parent} :: protected virtual bool PrintMembers(System.Text.StringBuilder builder)",
            $"{Parent} :: public virtual bool PrintMembers(System.Text.StringBuilder builder)"
        },
        {
            "params",
            "Microsoft.DurableTask.Client.StartOrchestrationOptionsExtensions :: public static Microsoft.DurableTask.StartOrchestrationOptions WithDedupeStatuses(this Microsoft.DurableTask.StartOrchestrationOptions options, params Microsoft.DurableTask.Client.OrchestrationRuntimeStatus[] dedupeStatuses)",
            "Microsoft.DurableTask.Client.StartOrchestrationOptionsExtensions :: public static Microsoft.DurableTask.StartOrchestrationOptions WithDedupeStatuses(this Microsoft.DurableTask.StartOrchestrationOptions options, Microsoft.DurableTask.Client.OrchestrationRuntimeStatus[] dedupeStatuses)"
        },
        {
            "value of an enum",
            "Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Suspended = 7",
            "Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Suspended = 8"
        },
        {
            "sealed",
            $"record class {Parent} : System.IEquatable<{Parent}>",
            $"sealed record class {Parent} : System.IEquatable<{Parent}>"
        },
        {
            "a base more",
            $"record class {Parent} : System.IEquatable<{Parent}>",
            $"record class {Parent} : System.IDisposable, System.IEquatable<{Parent}>"
        },
    };

    [Fact]
    public void Compare_WhenOursIsAPartOfTheReal_FindsNothing() =>
        Assert.Empty(ApiComparison.Compare(s_real.Where((_, index) => index % 3 == 0), s_real));

    [Theory]
    [MemberData(nameof(Doctored))]
    public void Compare_WhenADeclarationDiffers_NamesItAndTheRealOne(string kind, string real, string ours)
    {
        Assert.Contains(real, s_real);

        ApiDifference difference = Assert.Single(ApiComparison.Compare(s_real.Append(ours), s_real));

        Assert.True(difference == new ApiDifference(ours, real), $"{kind}: {difference}");
    }

    [Theory]
    [InlineData("sealed class Microsoft.DurableTask.Extra")]
    [InlineData("Microsoft.DurableTask.TaskOptions :: public void Extra()")]
    [InlineData("sealed class Orchestrator.Embedded.Hub")]
    public void Compare_WhenADeclarationIsNotInTheReal_FindsIt(string ours) =>
        Assert.Equal(ours, Assert.Single(ApiComparison.Compare([ours], s_real)).Line);

    [Fact]
    public void Compare_WhenOnlyTheOrderOfBasesDiffers_FindsNothing() =>
        Assert.Empty(ApiComparison.Compare(
            ["class A.B<T> : C.D<E, F>, System.IDisposable where T : G, new()"],
            ["class A.B<T> : System.IDisposable, C.D<E, F> where T : G, new()"]));

    [Fact]
    public void Compare_OfCompiledTypesWithADoctoredList_FindsTheMemberThatTheListLacks()
    {
        IReadOnlyList<string> compiled = ApiPrinter.Print(ProductionAssemblies.Fixtures("Signatures.Fixtures"));
        string removed = compiled.Single(line => line.Contains("Shout", StringComparison.Ordinal));

        ApiDifference difference = Assert.Single(ApiComparison.Compare(compiled, compiled.Where(line => line != removed)));

        Assert.Equal(removed, difference.Line);
    }

    [Theory]
    [InlineData("sealed class A.B")]
    [InlineData("# why\n\nsealed class A.B")]
    [InlineData("# why\nsealed class A.B\nsealed class A.C")]
    [InlineData("#\nsealed class A.B")]
    [InlineData("# why\nsealed class A.B\n# why\nsealed class A.B")]
    public void Exceptions_WithoutAReasonOrTwice_AreRefused(string file) =>
        Assert.Throws<FormatException>(() => ApiExceptions.Parse(file.Split('\n')));

    [Fact]
    public void Exceptions_WithReasons_AreRead() =>
        Assert.Equal(["A :: x", "A :: y"], ApiExceptions.Parse(["# About this file.", "", "# why", "A :: x", "# because", "# of that", "A :: y"]));

    [Fact]
    public void Missing_WhenAnOverloadIsDropped_NamesIt()
    {
        string[] overloads = [.. s_real.Where(line => line.Contains(" CallActivityAsync", StringComparison.Ordinal))];
        Assert.True(overloads.Length > 1);

        Assert.All(overloads, dropped => Assert.Equal([dropped], ApiComparison.Missing(s_real.Where(line => line != dropped), s_real)));
    }

    [Theory]
    [InlineData("A :: x")]
    [InlineData("#\nA :: x")]
    [InlineData("# About this file.\n\nA :: x")]
    [InlineData("# why\nA :: x\n\nA :: y")]
    [InlineData("# why\nA :: x\nA :: x")]
    public void Omissions_WithoutAReasonOrTwice_AreRefused(string file) => Assert.Throws<FormatException>(() => ApiOmissions.Parse(file.Split('\n')));

    [Fact]
    public void Omissions_InGroups_AreRead() =>
        Assert.Equal(["A :: x", "A :: y", "B :: z"], ApiOmissions.Parse(["# About this file.", "", "# why", "A :: x", "A :: y", "", "# because", "B :: z"]));
}
