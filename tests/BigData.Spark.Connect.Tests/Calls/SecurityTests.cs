using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BigData.Spark.Sql;

namespace BigData.Spark.Connect.Tests.Calls;

/// <summary>TLS, tokens and names, over a server with a certificate that nobody but the test trusts.</summary>
public sealed class SecurityTests : IAsyncLifetime
{
    private readonly X509Certificate2 _certificate = SelfSigned();
    private FakeServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FakeServer.StartAsync(_certificate);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    [Fact]
    public async Task A_token_goes_over_TLS_to_a_server_whose_root_is_trusted()
    {
        RemoteOptions options = new() { TrustedRoots = { _certificate } };

        await using SparkSession spark = await Answers.OpenAsync(_server.Url + "/;token=s3cret", options: options);

        Assert.Equal("Bearer s3cret", _server.Script.Headers!.GetValue("authorization"));
        Assert.Equal("4.2.0", await spark.VersionAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_refused_with_words_about_roots()
    {
        var error = await Assert.ThrowsAsync<SparkConnectException>(() => Answers.OpenAsync(_server.Url + "/;use_ssl=true"));

        Assert.Equal("CONNECT_TRANSPORT.TLS", error.ErrorClass);
        Assert.Contains("RemoteOptions.TrustedRoots", error.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Script.Calls);
    }

    [Fact]
    public async Task Plaintext_to_a_server_with_TLS_says_to_add_it()
    {
        var error = await Assert.ThrowsAsync<SparkConnectException>(() => Answers.OpenAsync(_server.Url));

        Assert.Equal("CONNECT_TRANSPORT.FOREIGN_OR_TLS", error.ErrorClass);
        Assert.Contains("add use_ssl=true", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_to_a_plaintext_server_says_to_leave_it_out()
    {
        await using FakeServer plain = await FakeServer.StartAsync();

        var error = await Assert.ThrowsAsync<SparkConnectException>(() => Answers.OpenAsync(plain.Url + "/;use_ssl=true"));

        Assert.Equal("CONNECT_TRANSPORT.TLS", error.ErrorClass);
        Assert.Contains("leave use_ssl=true and token out", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_names_itself_in_the_request_and_in_its_header()
    {
        await using FakeServer plain = await FakeServer.StartAsync();
        plain.Script.Execute = _ => [Answers.Schema(), Answers.Batch(0, 1)];
        await using SparkSession spark = await Answers.OpenAsync(plain.Url + "/;user_agent=Caf%C3%A9%20app;user_id=ann");

        await spark.Range(1).CollectAsync();

        Assert.StartsWith("Caf? app bigdata/", plain.Script.Headers!.GetValue("user-agent"), StringComparison.Ordinal);
        Proto.ExecutePlanRequest request = Assert.Single(plain.Script.Executed);
        Assert.StartsWith("Caf? app bigdata/", request.ClientType, StringComparison.Ordinal);
        Assert.Equal(("ann", "ann"), (request.UserContext.UserId, request.UserContext.UserName));
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using X509Certificate2 made = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }
}
