// The agent's settings, out of user data in each of its forms.
#include "user_data/user_data.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "json/base64.hpp"
#include "user_data/shell_script.hpp"

namespace berth::host::user_data {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string config_of(const std::string& script) {
    return user_data::text_written_to("ecs.config", script);
}

TEST(ShellScript, FollowsEchoIntoTheFile) {
    EXPECT_EQ(config_of("echo ECS_CLUSTER=demo >> /etc/ecs/ecs.config"), "ECS_CLUSTER=demo\n");
    EXPECT_EQ(config_of("echo \"A=b c\"  d>>/etc/ecs/ecs.config"), "A=b c d\n");
    EXPECT_EQ(config_of("echo 'A={\"b\":\"c\"}' >> /etc/ecs/ecs.config"), "A={\"b\":\"c\"}\n");
    EXPECT_EQ(config_of("echo A={\"b\":\"c\"} >> /etc/ecs/ecs.config"), "A={b:c}\n");
    EXPECT_EQ(config_of("echo -e \"A=b\\nC=d\" >> /etc/ecs/ecs.config"), "A=b\nC=d\n");
    EXPECT_EQ(config_of("echo -n A=b >> /etc/ecs/ecs.config"), "A=b");
    EXPECT_EQ(config_of("printf 'A=%s\\nC=%s\\n' b d >> /etc/ecs/ecs.config"), "A=b\nC=d\n");
}

TEST(ShellScript, FollowsSeveralCommandsOfALine) {
    EXPECT_EQ(config_of("set -e; echo A=b >> /etc/ecs/ecs.config && echo C=d >> /etc/ecs/ecs.config"
                        " # echo E=f >> /etc/ecs/ecs.config"),
              "A=b\nC=d\n");
    EXPECT_EQ(config_of("{ echo A=b; echo C=d; } >> /etc/ecs/ecs.config"), "A=b\nC=d\n");
    EXPECT_EQ(config_of("(echo A=b\necho C=d) > /etc/ecs/ecs.config"), "A=b\nC=d\n");
    EXPECT_EQ(config_of("if true; then\n  echo A=b >> /etc/ecs/ecs.config\nfi"), "A=b\n");
    EXPECT_EQ(config_of("echo A=b | sudo tee -a /etc/ecs/ecs.config > /dev/null"), "A=b\n");
    EXPECT_EQ(config_of("echo A=b \\\n  2>&1 >> /etc/ecs/ecs.config"), "A=b\n");
}

TEST(ShellScript, BeginsTheFileAnewWhereTheScriptDoes) {
    EXPECT_EQ(config_of("echo A=b >> /etc/ecs/ecs.config\necho C=d > /etc/ecs/ecs.config"),
              "C=d\n");
    EXPECT_EQ(config_of("echo A=b >> /etc/other\necho C=d | tee /etc/ecs/ecs.config"), "C=d\n");
}

TEST(ShellScript, FollowsHereDocuments) {
    EXPECT_EQ(config_of("cat <<'EOF' >> /etc/ecs/ecs.config\nA={\"b\":\"$c\"}\nEOF\n"
                        "echo D=e >> /etc/ecs/ecs.config"),
              "A={\"b\":\"$c\"}\nD=e\n");
    EXPECT_EQ(config_of("X=1\ncat > /etc/ecs/ecs.config << EOF\r\nA=\"$X\"\r\nB=\\$X\r\nEOF\r\n"),
              "A=\"1\"\nB=$X\n");
    EXPECT_EQ(config_of("tee /etc/ecs/ecs.config <<-END\n\tA=b\n\tEND\necho no"), "A=b\n");
    EXPECT_EQ(config_of("cat <<EOF > /tmp/other\necho A=b >> /etc/ecs/ecs.config\nEOF\n"), "");
    EXPECT_EQ(config_of("cat <<EOF >> /etc/ecs/ecs.config\nA=b"), "A=b\n") << "no end";
}

TEST(ShellScript, PutsInTheVariablesThatItSets) {
    EXPECT_EQ(config_of("export CLUSTER=demo\necho ECS_CLUSTER=${CLUSTER} >> /etc/ecs/ecs.config"),
              "ECS_CLUSTER=demo\n");
    EXPECT_EQ(config_of("echo \"A=$unknown\" 'B=$C' >> /etc/ecs/ecs.config"), "A=$unknown B=$C\n");
    EXPECT_EQ(config_of("Z=$(curl -s http://x/ | cut -d: -f1)\necho Z=$Z >> /etc/ecs/ecs.config"),
              "Z=$(curl -s http://x/ | cut -d: -f1)\n");
}

TEST(ShellScript, SurvivesWhatIsCutOffAnywhere) {
    const std::string script =
        "A=\"x$(y)\" { echo \"A=${b}\" 'c' \\\n `d` <<-'EOF' 2>&1 | tee -a /etc/ecs/ecs.config; }\n"
        "\tline $x ${\nEOF\n( printf '%s' <<< z ) >> /etc/ecs/ecs.config";
    for (std::size_t size = 0; size <= script.size(); ++size) {
        for (std::size_t from = 0; from < 20; ++from) {
            user_data::text_written_to("ecs.config", script.substr(std::min(from, size), size));
        }
    }
}

TEST(ShellScript, SurvivesBytesThatAreNoText) {
    const std::string bytes("echo A=b\0c >> /etc/ecs/ecs.config\n\0 \xFF \\", 39);
    EXPECT_EQ(config_of(bytes), std::string("A=b\0c\n", 6));
}

TEST(ShellScript, DoesNotFollowVariablesThatGrowWithoutEnd) {
    std::string script = "A=aaaaaaaa\n";
    for (int i = 0; i < 60; ++i) script += "A=$A$A\n";
    const std::string config = config_of(script + "echo A=$A >> /etc/ecs/ecs.config");
    EXPECT_LT(config.size(), 40'000u);
}

TEST(UserData, OfAShellScriptGivesItsSettings) {
    const AgentSettings settings = read_user_data(R"(#!/bin/bash -xe
echo ECS_CLUSTER=ECSDEMO >> /etc/ecs/ecs.config
yum install -y aws-cfn-bootstrap
cat <<'EOF' >> /etc/ecs/ecs.config
# a comment
ECS_INSTANCE_ATTRIBUTES={"stack":"prod","disk":"ssd"}
ECS_RESERVED_MEMORY=256
ECS_ENABLE_TASK_IAM_ROLE=true
EOF
)");
    EXPECT_EQ(settings.cluster, "ECSDEMO");
    EXPECT_THAT(settings.attributes,
                ElementsAre(Attribute{"stack", "prod"}, Attribute{"disk", "ssd"}));
    EXPECT_EQ(settings.reserved_memory_mib, 256);
    EXPECT_THAT(settings.warnings, IsEmpty());
}

TEST(UserData, WarnsOfWhatItCannotKnow) {
    const AgentSettings settings = read_user_data(
        "echo ECS_CLUSTER=$NAME >> /etc/ecs/ecs.config\n"
        "echo ECS_RESERVED_MEMORY=lots >> /etc/ecs/ecs.config\n"
        "echo ECS_INSTANCE_ATTRIBUTES={\"stack\":\"prod\"} >> /etc/ecs/ecs.config\n");
    EXPECT_EQ(settings.cluster, "");
    EXPECT_EQ(settings.reserved_memory_mib, 0);
    EXPECT_THAT(settings.attributes, IsEmpty());
    ASSERT_THAT(settings.warnings, SizeIs(3));
    EXPECT_THAT(settings.warnings[0].text, HasSubstr("ECS_CLUSTER to '$NAME'"));
    EXPECT_THAT(settings.warnings[1].text, HasSubstr("no number of MiB"));
    EXPECT_THAT(settings.warnings[2].text, HasSubstr("'{stack:prod}', which is no JSON object"));
}

TEST(UserData, OfSeveralPartsIsReadPartByPart) {
    const std::string parts =
        "Content-Type: multipart/mixed; boundary=\"==B==\"\nMIME-Version: 1.0\n\n"
        "--==B==\nContent-Type: text/cloud-boothook; charset=\"us-ascii\"\n\n"
        "echo ECS_CLUSTER=demo >> /etc/ecs/ecs.config\n"
        "--==B==\nContent-Type: text/x-shellscript\nContent-Transfer-Encoding: base64\n\n" +
        json::encode_base64("echo ECS_RESERVED_MEMORY=64 >> /etc/ecs/ecs.config") +
        "\n--==B==--\necho ECS_CLUSTER=epilogue >> /etc/ecs/ecs.config\n";
    const AgentSettings settings = read_user_data(parts);
    EXPECT_EQ(settings.cluster, "demo");
    EXPECT_EQ(settings.reserved_memory_mib, 64);
    EXPECT_THAT(settings.warnings, IsEmpty());
}

TEST(UserData, OfBottlerocketIsToml) {
    const AgentSettings settings = read_user_data(R"(# comment
[settings.host-containers.admin]
enabled = true

[settings.ecs]
cluster = "demo"  # the cluster
reserved-memory = 512
instance-attributes = { "team" = 'ml' }
[settings.ecs.instance-attributes]
stack = "prod"
"my.key" = "a \"b\""
)");
    EXPECT_EQ(settings.cluster, "demo");
    EXPECT_EQ(settings.reserved_memory_mib, 512);
    EXPECT_THAT(settings.attributes,
                ElementsAre(Attribute{"team", "ml"}, Attribute{"stack", "prod"},
                            Attribute{"my.key", "a \"b\""}));
    EXPECT_THAT(settings.warnings, IsEmpty());
    EXPECT_EQ(read_user_data("settings.ecs.cluster = 'dotted'").cluster, "dotted");
    EXPECT_THAT(read_user_data("[settings.ecs]\ncluster = \"cut").warnings, SizeIs(1));
}

TEST(UserData, OfWindowsNamesTheClusterInPowerShell) {
    const AgentSettings settings = read_user_data(
        "<powershell>\n"
        "[Environment]::SetEnvironmentVariable(\"ECS_RESERVED_MEMORY\", \"1024\", \"Machine\")\n"
        "Initialize-ECSAgent -Cluster 'windows' -EnableTaskIAMRole\n</powershell>");
    EXPECT_EQ(settings.cluster, "windows");
    EXPECT_EQ(settings.reserved_memory_mib, 1024);
}

TEST(UserData, ThatIsCompressedIsNamed) {
    const AgentSettings settings = read_user_data("\x1F\x8B\x08 and so on");
    ASSERT_THAT(settings.warnings, SizeIs(1));
    EXPECT_THAT(settings.warnings[0].text, HasSubstr("compressed"));
}

}  // namespace
}  // namespace berth::host::user_data
