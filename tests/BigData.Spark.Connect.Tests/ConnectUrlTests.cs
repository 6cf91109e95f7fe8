using BigData.Spark.Sql;

namespace BigData.Spark.Connect.Tests;

public sealed class ConnectUrlTests
{
    [Fact]
    public void A_host_alone_has_the_default_port_and_limit()
    {
        ConnectUrl url = ConnectUrl.Parse("sc://spark.example");

        Assert.Equal(("spark.example", 15002, 128 * 1024 * 1024), (url.Host, url.Port, url.MaxMessageBytes));
        Assert.Equal(new Uri("http://spark.example:15002/"), url.Address);
        Assert.Null(url.SessionId);
    }

    [Fact]
    public void Every_parameter_is_read_and_others_become_headers()
    {
        ConnectUrl url = ConnectUrl.Parse(
            "sc://[::1]:15003/;user_id=ann%40x;session_id=3F8A1C2E-0000-4000-8000-000000000000;user_agent=app;grpc_max_message_size=1024;X-Team=a=b;use_ssl=false");

        Assert.Equal(("[::1]", 15003, "ann@x", "app", 1024), (url.Host, url.Port, url.UserId, url.UserAgent, url.MaxMessageBytes));
        Assert.Equal("3f8a1c2e-0000-4000-8000-000000000000", url.SessionId);
        Assert.Equal([new("x-team", "a=b")], url.Headers);
    }

    [Theory]
    [InlineData("http://host", "must begin with sc://")]
    [InlineData("sc://", "needs a host name")]
    [InlineData("sc://ho st", "needs a host name")]
    [InlineData("sc://host:0", "port must be a number")]
    [InlineData("sc://host:abc", "port must be a number")]
    [InlineData("sc://host/path", "path must be empty")]
    [InlineData("sc://host/;novalue", "form key=value")]
    [InlineData("sc://host/;session_id=5", "session_id must be a UUID")]
    [InlineData("sc://host/;use_ssl=perhaps", "use_ssl must be true or false")]
    [InlineData("sc://host/;grpc_max_message_size=-1", "number of bytes above 0")]
    [InlineData("sc://host/;b%20d=1", "name may have letters")]
    public void A_connection_string_that_cannot_be_used_says_why(string text, string problem)
    {
        var error = Assert.Throws<SparkConnectException>(() => ConnectUrl.Parse(text));

        Assert.Equal("INVALID_CONNECT_URL", error.ErrorClass);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sc://host/;token=s3cret")]
    [InlineData("sc://host/;use_ssl=true")]
    public void Encryption_and_tokens_are_refused_by_name_and_never_shown(string text)
    {
        var error = Assert.Throws<SparkConnectException>(() => ConnectUrl.Parse(text));

        Assert.Contains("come with the issue on real Spark", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.Message, StringComparison.Ordinal);
    }
}
