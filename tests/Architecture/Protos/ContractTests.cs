using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using Orchestrator.Protos.V1;

namespace Orchestrator.Architecture.Tests.Protos;

/// <summary>
/// Old clients keep working: the contract may only grow. After an addition, write the new baseline with
/// <c>ORCHESTRATOR_UPDATE_BASELINE=1 dotnet test tests/Architecture --filter ContractTests</c> and commit it; an incompatible
/// change is refused there too.
/// </summary>
public sealed partial class ContractTests
{
    const string BaselineFile = "tests/Architecture/Protos/baseline.txt";
    const string UpdateVariable = "ORCHESTRATOR_UPDATE_BASELINE";

    static readonly IReadOnlyList<FileDescriptor> s_files =
    [
        .. from type in typeof(TasksReflection).Assembly.GetTypes()
           let descriptor = type.GetProperty("Descriptor")
           where descriptor?.PropertyType == typeof(FileDescriptor)
           select (FileDescriptor)descriptor.GetValue(null)!,
    ];

    [Fact]
    public void Contract_SinceTheBaseline_HasOnlyGrown()
    {
        IReadOnlyList<string> current = Contract.Describe(s_files);
        string[] baseline = File.Exists(Checkout.PathOf(BaselineFile)) ? File.ReadAllLines(Checkout.PathOf(BaselineFile)) : [];

        Violations.AssertNone("This breaks clients that were built before.", ContractComparison.Incompatibilities(baseline, current));
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllText(Checkout.PathOf(BaselineFile), string.Concat(current.Select(line => line + "\n")));
            return;
        }

        Violations.AssertNone(
            $"New in the contract, and not protected yet: {UpdateVariable}=1 dotnet test tests/Architecture --filter ContractTests",
            current.Except(baseline));
    }

    [Fact]
    public void Enums_BeginWithUnspecified() => Violations.AssertNone(
        "A missing value reads as 0, so 0 must mean that nothing was said.", EnumsWithoutUnspecified(AllEnums(s_files)));

    [Fact]
    public void Rule_OnAnEnumWhoseZeroSaysSomething_NamesIt() => Assert.Equal(
        ["google.protobuf.NullValue: 0 is NULL_VALUE, not NULL_VALUE_UNSPECIFIED"],
        EnumsWithoutUnspecified(AllEnums([Google.Protobuf.WellKnownTypes.StructReflection.Descriptor])));

    [Fact]
    public void Packages_AreVersioned() => Assert.All(s_files, file => Assert.Equal("orchestrator.v1", file.Package));

    static IEnumerable<EnumDescriptor> AllEnums(IEnumerable<FileDescriptor> files) =>
        files.SelectMany(file => file.EnumTypes.Concat(file.MessageTypes.SelectMany(NestedEnums)));

    static IEnumerable<EnumDescriptor> NestedEnums(MessageDescriptor message) =>
        message.EnumTypes.Concat(message.NestedTypes.SelectMany(NestedEnums));

    static IEnumerable<string> EnumsWithoutUnspecified(IEnumerable<EnumDescriptor> enums) =>
        from type in enums
        let expected = WordStart().Replace(type.Name, "_").ToUpperInvariant() + "_UNSPECIFIED"
        let zero = type.FindValueByNumber(0)
        where zero?.Name != expected
        select $"{type.FullName}: 0 is {zero?.Name ?? "nothing"}, not {expected}";

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart();
}
