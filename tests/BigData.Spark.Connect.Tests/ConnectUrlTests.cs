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
    [InlineData("sc://host/;x-team=%C3%A9", "must be ASCII text")]
    [InlineData("sc://host/;token=", "token must be visible ASCII")]
    [InlineData("sc://host/;token=a%20b", "token must be visible ASCII")]
    [InlineData("sc://host/;user_id=", "user_id must not be empty")]
    public void A_connection_string_that_cannot_be_used_says_why(string text, string problem)
    {
        var error = Assert.Throws<SparkConnectException>(() => ConnectUrl.Parse(text));

        Assert.Equal("INVALID_CONNECT_URL", error.ErrorClass);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sc://host/;token=t0p", true, "t0p")]
    [InlineData("sc://host/;use_ssl=true", true, null)]
    [InlineData("sc://127.0.0.1/;token=t0p;use_ssl=false", false, "t0p")]
    [InlineData("sc://localhost/;use_ssl=false;token=t0p", false, "t0p")]
    [InlineData("sc://[::1]/;token=t0p", true, "t0p")]
    public void A_token_asks_for_encryption_unless_the_server_is_here_and_plaintext_is_wanted(string text, bool useTls, string? token)
    {
        ConnectUrl url = ConnectUrl.Parse(text);

        Assert.Equal((useTls, token), (url.UseTls, url.Token));
        Assert.Equal(useTls ? "https" : "http", url.Address.Scheme);
    }

    [Theory]
    [InlineData("sc://host", true, "from-env")]
    [InlineData("sc://127.0.0.1", false, "from-env")]
    [InlineData("sc://127.0.0.1/;use_ssl=true", true, "from-env")]
    [InlineData("sc://host/;token=t0p", true, "t0p")]
    public void A_token_of_the_environment_serves_where_the_string_has_none(string text, bool useTls, string token)
    {
        ConnectUrl url = ConnectUrl.Parse(text, name => name == ConnectUrl.TokenVariable ? "from-env" : null);

        Assert.Equal((useTls, token), (url.UseTls, url.Token));
    }

    [Fact]
    public void A_token_without_encryption_is_refused_off_this_machine_and_never_shown()
    {
        var error = Assert.Throws<SparkConnectException>(() => ConnectUrl.Parse("sc://host/;token=s3cret;use_ssl=false"));

        Assert.Contains("a token needs TLS unless the server is on this machine", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", ConnectUrl.Parse("sc://host/;token=s3cret").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_user_agent_comes_from_the_string_before_the_environment()
    {
        string? Variable(string name) => name == ConnectUrl.AgentVariable ? "env-agent" : null;

        Assert.Equal("env-agent", ConnectUrl.Parse("sc://host", Variable).UserAgent);
        Assert.Equal("own", ConnectUrl.Parse("sc://host/;user_agent=own", Variable).UserAgent);
    }
}
