using System.Text.RegularExpressions;
using Grpc.Core;
using Orchestrator.Core.Access;
using Orchestrator.Gateway.Security;
using Orchestrator.Tests.Support;

namespace Orchestrator.Gateway.Tests.Security;

/// <summary>The table of permissions has every RPC of the contract, and the gateway keeps to it.</summary>
public sealed partial class MethodPermissionsTests(KeyedGateway keyed) : IClassFixture<KeyedGateway>
{
    public static TheoryData<string, Permission> Matrix()
    {
        var matrix = new TheoryData<string, Permission>();
        foreach (string method in RpcCatalog.All.Select(method => method.FullName))
        {
            foreach (Permission permission in Enum.GetValues<Permission>().Where(permission => permission != Permission.None))
            {
                matrix.Add(method, permission);
            }
        }

        return matrix;
    }

    [Fact]
    public void Table_HasEveryRpcOfTheContractAndNoOther() => Assert.Equal(
        RpcCatalog.All.Select(RpcCatalog.PathOf).Order(StringComparer.Ordinal),
        MethodPermissions.All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Table_IsTheOneOfThePage() => Assert.Equal(
        MethodPermissions.All
            .GroupBy(entry => (Service: entry.Key.Split('/')[1].Split('.')[^1], entry.Value), entry => entry.Key.Split('/')[2])
            .Select(group => $"{group.Key.Service} {PermissionNames.Of(group.Key.Value)[0]}: {string.Join(", ", group.Order(StringComparer.Ordinal))}")
            .Order(StringComparer.Ordinal),
        PageRow().Matches(File.ReadAllText(Path.Combine(CloneRoot.Path, "docs", "security.md")))
            .Select(row => $"{row.Groups["service"].Value} {row.Groups["permission"].Value}: {row.Groups["methods"].Value}")
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Table_EveryPermission_OpensSomething() => Assert.Equal(
        Enum.GetValues<Permission>().Where(permission => permission != Permission.None),
        MethodPermissions.All.Values.Distinct().Order());

    [Fact]
    public void Of_UnknownMethod_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => MethodPermissions.Of("/orchestrator.v1.TaskService/Unheard"));

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Call_WithOnePermission_IsDeniedUnlessItIsTheOne(string name, Permission held)
    {
        var method = RpcCatalog.Find(name);
        string path = RpcCatalog.PathOf(method);
        CallInvoker client = await keyed.ClientAsync(held, "default");
        StatusCode status = await RpcCatalog.StatusOfAsync(client, method, RpcCatalog.NewRequest(method));
        if (!keyed.IsServed(path))
        {
            Assert.Equal(StatusCode.Unimplemented, status);
        }
        else if (MethodPermissions.Of(path) == held)
        {
            Assert.NotEqual(StatusCode.PermissionDenied, status);
        }
        else
        {
            Assert.Equal(StatusCode.PermissionDenied, status);
        }
    }

    [GeneratedRegex(@"^\| (?<service>[A-Z]\w+Service) \| (?<permission>[a-z]+) \| (?<methods>[\w, ]+) \|$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex PageRow();
}
