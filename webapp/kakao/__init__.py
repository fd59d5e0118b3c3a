"""The edge to Kakao: sending people there, proving who came back, ending the link."""
