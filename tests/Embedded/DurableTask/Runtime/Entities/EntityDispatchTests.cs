using System.Reflection;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Runtime;
using Microsoft.DurableTask.Runtime.Entities;

namespace Microsoft.DurableTask.Tests.Runtime.Entities;

/// <summary>Which method an operation finds, what its parameters get, and what becomes of the state.</summary>
public sealed class EntityDispatchTests
{
    [Theory]
    [InlineData("Add", "3", "13")]
    [InlineData("ADD", "3", "13")]
    [InlineData("AddOrOne", null, "11")]
    [InlineData("AddOrOne", "5", "15")]
    [InlineData("AddInTask", "1", "11")]
    [InlineData("AddInTaskOf", "1", "11")]
    [InlineData("AddInValueTask", "1", "11")]
    [InlineData("AddInValueTaskOf", "1", "11")]
    [InlineData("AddWithContext", "2", "12")]
    public async Task Operation_FindsItsMethod_AndKeepsTheState(string name, string? input, string expected)
    {
        (object? result, RuntimeEntityOperation operation) = await RunAsync(new Counter(), name, input, "10");
        Assert.Equal(expected, operation.SerializedState);
        Assert.Equal(name.EndsWith("Of", StringComparison.Ordinal) ? 11 : null, result);
    }

    [Fact]
    public async Task Operation_WithoutState_BeginsWithTheInitialOne()
    {
        Assert.Equal("1", (await RunAsync(new Counter(), "Add", "1", state: null)).Operation.SerializedState);
        Assert.Equal("101", (await RunAsync(new FromHundred(), "Add", "1", state: null)).Operation.SerializedState);
        Assert.Equal("0", (await RunAsync(new Maybe(), "Touch", null, state: null)).Operation.SerializedState);
    }

    [Fact]
    public async Task Operation_NotFoundOnTheEntity_IsTheStates_WhereAllowed()
    {
        (object? result, RuntimeEntityOperation operation) = await RunAsync(new OfState(), "Rename", "\"new\"", """{"Name":"old"}""");
        Assert.Equal("""{"Name":"new"}""", operation.SerializedState);
        Assert.Equal("old", result);
        Assert.Equal("entity", (await RunAsync(new OfState(), "Both", null, "{}")).Result);
    }

    [Fact]
    public async Task Delete_IsImplicit_UnlessAMethodIsNamedSo()
    {
        Assert.Null((await RunAsync(new Counter(), "delete", null, "10")).Operation.SerializedState);
        Assert.Equal("-1", (await RunAsync(new OwnDelete(), "delete", null, "10")).Operation.SerializedState);
    }

    [Fact]
    public async Task StateSetToNull_DeletesTheEntity() =>
        Assert.Null((await RunAsync(new OfState(), "Clear", null, "{}")).Operation.SerializedState);

    [Theory]
    [InlineData("Unknown", null, typeof(NotSupportedException))]
    [InlineData("Add", null, typeof(InvalidOperationException))]
    [InlineData("TwoInputs", "1", typeof(InvalidOperationException))]
    [InlineData("Overloaded", "1", typeof(AmbiguousMatchException))]
    [InlineData("Throws", "1", typeof(FormatException))]
    [InlineData("ThrowsLater", "1", typeof(FormatException))]
    public async Task Operation_ThatCannotRun_ThrowsAndLeavesTheState(string name, string? input, Type expected)
    {
        RuntimeEntityOperation operation = Operation(name, input, "10");
        await Assert.ThrowsAsync(expected, async () => await new Counter().RunAsync(operation));
        operation.TakeBack();
        Assert.Equal("10", operation.SerializedState);
    }

    [Fact]
    public void Id_IsReadFromItsText_AndDoesNotRegardTheCaseOfTheName()
    {
        Assert.Equal(new EntityInstanceId("Counter", "A@b"), EntityInstanceId.FromString("@counter@A@b"));
        Assert.Equal("@counter@", new EntityInstanceId("COUNTER", "").ToString());
        Assert.NotEqual(new EntityInstanceId("c", "A"), new EntityInstanceId("c", "a"));
        foreach (string text in (string[])["counter@a", "@counter", "@@a"]) Assert.Throws<ArgumentException>(() => EntityInstanceId.FromString(text));
        Assert.Throws<ArgumentException>(() => new EntityInstanceId("a@b", "c"));
    }

    static async Task<(object? Result, RuntimeEntityOperation Operation)> RunAsync(ITaskEntity entity, string name, string? input, string? state)
    {
        RuntimeEntityOperation operation = Operation(name, input, state);
        return (await entity.RunAsync(operation), operation);
    }

    static RuntimeEntityOperation Operation(string name, string? input, string? state)
    {
        EntityInstanceId id = new("counter", "a");
        var operation = new RuntimeEntityOperation(id, state, JsonDataConverter.Default, new RuntimeEnvironment(TimeProvider.System));
        operation.Begin(new OperationRequest(id.ToString(), name, input));
        return operation;
    }

    class Counter : TaskEntity<int>
    {
        public void Add(int n) => State += n;

        public void AddOrOne(int n = 1) => State += n;

        public async Task AddInTask(int n)
        {
            await Task.Yield();
            State += n;
        }

        public async Task<int> AddInTaskOf(int n)
        {
            await Task.Yield();
            return State += n;
        }

        public async ValueTask AddInValueTask(int n)
        {
            await Task.Yield();
            State += n;
        }

        public ValueTask<int> AddInValueTaskOf(int n) => new(State += n);

        public void AddWithContext(TaskEntityContext context, int n) => State += context.Id.Key == "a" ? n : 0;

        public void TwoInputs(int n, int m) => State += n + m;

        public void Overloaded(int n) => State += n;

        public void Overloaded(string n) => State += n.Length;

        public void Throws(int n)
        {
            State += n;
            throw new FormatException("at once");
        }

        public async Task ThrowsLater(int n)
        {
            State += n;
            await Task.Yield();
            throw new FormatException("later");
        }
    }

    sealed class FromHundred : Counter
    {
        protected override int InitializeState(TaskEntityOperation entityOperation) => 100;
    }

    sealed class Maybe : TaskEntity<int?>
    {
        public void Touch()
        {
            // The state stays as it began.
        }
    }

    sealed class OwnDelete : TaskEntity<int>
    {
        public void Delete() => State = -1;
    }

    sealed class OfState : TaskEntity<Named?>
    {
        protected override bool AllowStateDispatch => true;

        public string Both() => "entity";

        public void Clear() => State = null;
    }

    public sealed class Named
    {
        public string? Name { get; set; }

        public string? Rename(string name)
        {
            string? old = Name;
            Name = name;
            return old;
        }

        public string Both() => "state";
    }
}
